import { SimpleGrid, Textarea, TextInput } from "@mantine/core";
import type { LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES } from "../../i18n/languages.ts";
import { useMe } from "../../api/me.ts";
import { isOf, withText } from "../../parts/with_text.ts";

interface TextsFieldsProps {
  label: string;
  value: readonly LocalizedText[];
  onChange: (texts: LocalizedText[]) => void;
  // Whether the first language is asked for.
  required?: boolean;
  long?: boolean;
}

// A text in every language of the application, the reader's first.
export function TextsFields({ label, value, onChange, required = false, long = false }: TextsFieldsProps) {
  const { t } = useTranslation("events");
  const { languages } = useMe();
  const Field = long ? Textarea : TextInput;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
      {languages.map((language, place) => (
        <Field
          key={language}
          label={t("inLanguage", { label, language: LANGUAGE_NAMES[language] })}
          lang={language}
          maxLength={1024}
          required={required && place === 0}
          value={value.find((text) => isOf(text, language))?.text ?? ""}
          onChange={(typed) => onChange(withText(value, language, typed.currentTarget.value))}
          {...(long ? { autosize: true, minRows: 2 } : {})}
        />
      ))}
    </SimpleGrid>
  );
}
