import { Anchor, Stack, Textarea, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Texts } from "./activity_draft.ts";

interface TextsFieldProps {
  label: string;
  value: Texts;
  onChange: (texts: Texts) => void;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  isLong?: boolean;
}

// A text in the four languages: the reader's first, the others where they are wanted.
export function TextsField({ label, value, onChange, description, error, required, isLong = false }: TextsFieldProps) {
  const { t } = useTranslation("schedule");
  const own = useLanguage();
  const others = LANGUAGES.filter((language) => language !== own);
  const [isOpen, setIsOpen] = useState(() => others.some((language) => value[language] !== ""));
  const field = (language: Language, isFirst: boolean) => {
    const props = {
      label: isFirst ? label : LANGUAGE_NAMES[language],
      value: value[language],
      lang: language,
      "aria-label": isFirst ? label : `${label}: ${LANGUAGE_NAMES[language]}`,
      onChange: (event: { currentTarget: { value: string } }) => onChange({ ...value, [language]: event.currentTarget.value }),
      ...(isFirst ? { description, error, withAsterisk: required } : {}),
    };
    return isLong ? <Textarea key={language} autosize minRows={2} maxRows={10} {...props} /> : <TextInput key={language} {...props} />;
  };
  return (
    <Stack gap={6}>
      {field(own, true)}
      {isOpen ? (
        <Stack gap={6} pl="md">
          {others.map((language) => field(language, false))}
        </Stack>
      ) : (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setIsOpen(true)}>
          {t("field.otherLanguages")}
        </Anchor>
      )}
    </Stack>
  );
}
