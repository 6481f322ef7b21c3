import { ActionIcon, Button, Fieldset, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { languageName, SPOKEN } from "../../parts/code_names.ts";
import style from "./directory.module.css";
import { SideSelect } from "./side_select.tsx";
import { nextLanguage, type TextRow } from "./text_rows.ts";

interface TextsFieldsProps {
  // What the texts are: "Names".
  legend: string;
  // What one is called: "Name".
  label: string;
  rows: TextRow[];
  onChange: (rows: TextRow[]) => void;
  // Whether each side may have its own.
  sided?: boolean;
  required?: boolean;
  error?: string | undefined;
}

// Texts in several languages, a row each.
export function TextsFields({ legend, label, rows, onChange, sided = false, required = false, error }: TextsFieldsProps) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const change = (at: number, part: Partial<TextRow>) => onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <Fieldset legend={legend} variant="unstyled">
      {rows.map((row, at) => {
        const first = at === 0;
        return (
          <div key={at} className={style.textRow}>
            <NativeSelect
              label={t("person.language")}
              value={row.language}
              onChange={(event) => change(at, { language: event.currentTarget.value })}
              data={[...new Set([row.language, ...SPOKEN])].map((tag) => ({ value: tag, label: languageName(tag, language) }))}
            />
            <TextInput
              label={label}
              lang={row.language}
              required={required && first}
              error={first ? error : undefined}
              value={row.text}
              onChange={(event) => change(at, { text: event.currentTarget.value })}
            />
            {sided ? <SideSelect label={t("usage")} value={row.side} onChange={(side) => change(at, { side })} /> : <span />}
            <ActionIcon
              size={36}
              variant="subtle"
              color="gray"
              aria-label={t("removeRow", { what: label, language: languageName(row.language, language) })}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        mt="xs"
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => onChange([...rows, { language: nextLanguage(rows, SPOKEN), side: "", text: "" }])}
      >
        {t("addLanguage")}
      </Button>
    </Fieldset>
  );
}
