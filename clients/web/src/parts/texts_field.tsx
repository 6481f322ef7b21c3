import { ActionIcon, Button, Group, Input, Stack, Textarea } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../i18n/languages.ts";
import { languageName } from "./language_name.ts";
import type { FormText } from "./texts.ts";
import look from "./texts_field.module.css";

interface TextsFieldProps {
  label: string;
  description?: string;
  value: FormText[];
  onChange: (value: FormText[]) => void;
  required?: boolean;
  rows?: number;
}

// One text in one or more languages.
export function TextsField({ label, description, value, onChange, required = false, rows = 1 }: TextsFieldProps) {
  const { t } = useTranslation();
  const missing = LANGUAGES.filter((language) => !value.some((text) => text.language.split("-")[0] === language));
  const write = (at: number, text: string) => onChange(value.map((each, i) => (i === at ? { ...each, text } : each)));
  return (
    <Input.Wrapper label={label} description={description} required={required} labelElement="div">
      <Stack gap={6} mt={4}>
        {value.map((text, i) => (
          <div key={`${text.language} ${text.side ?? ""}`} className={look.line}>
            <span className={look.language} aria-hidden>
              {languageName(text.language)}
            </span>
            <Textarea
              aria-label={`${label}: ${languageName(text.language)}`}
              lang={text.language}
              autosize
              minRows={rows}
              maxRows={12}
              value={text.text}
              onChange={(event) => write(i, event.currentTarget.value)}
            />
            {value.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("texts.remove", { language: languageName(text.language) })}
                onClick={() => onChange(value.filter((_, at) => at !== i))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </div>
        ))}
        {missing.length > 0 && (
          <Group gap={4}>
            {missing.map((language) => (
              <Button
                key={language}
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPlus size={12} aria-hidden />}
                aria-label={t("texts.add", { language: languageName(language) })}
                onClick={() => onChange([...value, { language, text: "" }])}
              >
                {languageName(language)}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
