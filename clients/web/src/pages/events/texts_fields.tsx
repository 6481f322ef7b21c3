import { create } from "@bufbuild/protobuf";
import { SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { LocalizedTextSchema, type LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, type Language } from "../../i18n/languages.ts";
import { useMe } from "../../api/me.ts";

interface TextsFieldsProps {
  label: string;
  value: readonly LocalizedText[];
  onChange: (texts: LocalizedText[]) => void;
  // Whether the first language is asked for.
  required?: boolean;
  long?: boolean;
}

const isOf = (text: LocalizedText, language: Language) => text.language.split("-")[0] === language && text.side === "";

// `texts` with another one in `language`; what is of a side or another language stays.
export function withText(texts: readonly LocalizedText[], language: Language, text: string): LocalizedText[] {
  const place = texts.findIndex((one) => isOf(one, language));
  const others = texts.filter((one) => !isOf(one, language));
  if (text === "") return others;
  return others.toSpliced(place < 0 ? others.length : place, 0, create(LocalizedTextSchema, { language, text }));
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
