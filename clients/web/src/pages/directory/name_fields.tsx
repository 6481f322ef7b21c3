import { ActionIcon, Button, Fieldset, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { languageName, SPOKEN } from "../../parts/code_names.ts";
import style from "./directory.module.css";
import { emptyName, type NameRow } from "./person_draft.ts";
import { SideSelect } from "./side_select.tsx";
import { nextLanguage } from "./text_rows.ts";

interface NameFieldsProps {
  rows: NameRow[];
  onChange: (rows: NameRow[]) => void;
  error?: string | undefined;
}

// A person's names, a row for each language.
export function NameFields({ rows, onChange, error }: NameFieldsProps) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const change = (at: number, part: Partial<NameRow>) => onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <Fieldset legend={t("person.names")} variant="unstyled">
      {rows.map((row, at) => (
        <div key={at} className={style.nameRow}>
          <NativeSelect
            label={t("person.language")}
            value={row.language}
            onChange={(event) => change(at, { language: event.currentTarget.value })}
            data={[...new Set([row.language, ...SPOKEN])].map((tag) => ({ value: tag, label: languageName(tag, language) }))}
          />
          <TextInput
            label={t("person.familyName")}
            lang={row.language}
            required={at === 0}
            error={at === 0 ? error : undefined}
            value={row.familyName}
            onChange={(event) => change(at, { familyName: event.currentTarget.value })}
          />
          <TextInput
            label={t("person.givenName")}
            lang={row.language}
            value={row.givenName}
            onChange={(event) => change(at, { givenName: event.currentTarget.value })}
          />
          <TextInput
            label={t("person.patronymic")}
            lang={row.language}
            value={row.patronymic}
            onChange={(event) => change(at, { patronymic: event.currentTarget.value })}
          />
          <SideSelect label={t("usage")} value={row.side} onChange={(side) => change(at, { side })} />
          {rows.length > 1 ? (
            <ActionIcon
              size={36}
              variant="subtle"
              color="gray"
              aria-label={t("removeRow", { what: t("person.name"), language: languageName(row.language, language) })}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          ) : (
            <span />
          )}
        </div>
      ))}
      <Button
        mt="xs"
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => onChange([...rows, emptyName(nextLanguage(rows, SPOKEN))])}
      >
        {t("addLanguage")}
      </Button>
    </Fieldset>
  );
}
