import { create } from "@bufbuild/protobuf";
import { Alert, List, Select, Table, Text, Title } from "@mantine/core";
import { ImportColumnSchema, ImportField as Field, type ImportColumn, type ImportPreview } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useEvent } from "../events/event_data.ts";
import { FIELDS, hasLanguage } from "./import_state.ts";
import look from "./import.module.css";

interface ImportColumnsProps {
  preview: ImportPreview;
  columns: readonly ImportColumn[];
  disabled: boolean;
  onColumn: (column: ImportColumn) => void;
  onSheet: (sheet: string) => void;
}

const EXAMPLES = 3;

// How each column is read, with what is in it, to be corrected.
export function ImportColumns({ preview, columns, disabled, onColumn, onSheet }: ImportColumnsProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const examples = (index: number) =>
    preview.rows
      .map(({ cells }) => cells[index - 1] ?? "")
      .filter((cell) => cell !== "")
      .slice(0, EXAMPLES);
  return (
    <section aria-labelledby="import-columns">
      <Title order={2} size="h4" mb={4} id="import-columns">
        {t("import.columns")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("import.columnsText")}
      </Text>
      {preview.sheets.length > 1 && (
        <Select
          label={t("import.sheet")}
          data={preview.sheets}
          value={preview.table?.sheet ?? null}
          onChange={(sheet) => sheet && onSheet(sheet)}
          disabled={disabled}
          allowDeselect={false}
          mb="sm"
          maw={320}
        />
      )}
      {preview.problems.length > 0 && (
        <Alert color="red" variant="light" role="alert" mb="sm" title={t("import.problems")}>
          <List size="sm">
            {preview.problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("import.columns") } }}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("import.heading")}</Table.Th>
              <Table.Th>{t("import.examples")}</Table.Th>
              <Table.Th miw={240}>{t("import.means")}</Table.Th>
              <Table.Th miw={150}>{t("import.language")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => (
              <Table.Tr key={column.index}>
                <Table.Td>
                  <Text size="sm" fw={500}>
                    {column.heading || t("import.columnNumber", { number: column.index })}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {examples(column.index).map((cell, place) => (
                    <Text key={place} size="xs" c="dimmed" className={look.sample!} title={cell}>
                      {cell}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td>
                  <Select
                    aria-label={t("import.meansOf", { column: column.heading || column.index })}
                    searchable
                    allowDeselect={false}
                    disabled={disabled}
                    data={FIELDS.filter((field) => field !== Field.CUSTOM_VALUE || event.customFields.length > 0).map((field) => ({
                      value: String(field),
                      label: t(`field.${Field[field]}`),
                    }))}
                    value={String(column.field || Field.IGNORED)}
                    onChange={(value) => onColumn(create(ImportColumnSchema, { ...column, field: Number(value), customField: "" }))}
                  />
                  {column.field === Field.CUSTOM_VALUE && (
                    <Select
                      mt={4}
                      aria-label={t("import.question")}
                      disabled={disabled}
                      data={event.customFields.map(({ id, displayNames }) => ({ value: id, label: textIn(displayNames, language) }))}
                      value={column.customField || null}
                      onChange={(value) => onColumn(create(ImportColumnSchema, { ...column, customField: value ?? "" }))}
                    />
                  )}
                </Table.Td>
                <Table.Td>
                  {hasLanguage(column.field) && (
                    <Select
                      aria-label={t("import.languageOf", { column: column.heading || column.index })}
                      disabled={disabled}
                      placeholder={t("import.anyLanguage")}
                      clearable
                      clearButtonProps={{ "aria-label": t("edit.clear") }}
                      data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
                      value={column.language || null}
                      onChange={(value) => onColumn(create(ImportColumnSchema, { ...column, language: value ?? "" }))}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
