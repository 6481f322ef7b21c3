import { create } from "@bufbuild/protobuf";
import { Alert, List, Paper, Select, Stack, Table, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { ImportColumnSchema, ImportField as Field, type ImportColumn, type ImportPreview } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useEvent } from "../events/event_data.ts";
import type { ColumnFault } from "./column_faults.ts";
import { hasLanguage } from "./import_state.ts";
import look from "./import.module.css";

interface ImportColumnsProps {
  preview: ImportPreview;
  columns: readonly ImportColumn[];
  // What a column can be.
  fields: readonly Field[];
  faults: readonly ColumnFault[];
  // What the server was not sure of, in its words.
  doubts: readonly string[];
  disabled: boolean;
  onColumn: (column: ImportColumn) => void;
  onSheet: (sheet: string) => void;
}

const EXAMPLES = 3;

// How each column is read, with what is in it, to be corrected.
export function ImportColumns({ preview, columns, fields, faults, doubts, disabled, onColumn, onSheet }: ImportColumnsProps) {
  const { t } = useTranslation("imports");
  const isNarrow = useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false });
  const parts = columns.map((column) => ({
    column,
    heading: (
      <Text size="sm" fw={500} className={look.cell!}>
        {column.heading || t("columnNumber", { number: column.index })}
      </Text>
    ),
    examples: <Examples preview={preview} column={column} />,
    meaning: <Meaning column={column} fields={fields} disabled={disabled} onColumn={onColumn} />,
    language: hasLanguage(column.field) && <LanguageField column={column} disabled={disabled} onColumn={onColumn} />,
  }));
  return (
    <section aria-labelledby="import-columns">
      <Title order={2} size="h4" mb={4} id="import-columns">
        {t("columns")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("columnsText")}
      </Text>
      {preview.sheets.length > 1 && (
        <Select
          label={t("sheet")}
          data={preview.sheets}
          value={preview.table?.sheet ?? null}
          onChange={(sheet) => sheet && onSheet(sheet)}
          disabled={disabled}
          allowDeselect={false}
          mb="sm"
          maw={320}
        />
      )}
      <Faults faults={faults} />
      {faults.length === 0 && doubts.length > 0 && (
        <Alert color="yellow" variant="light" mb="sm" title={t("doubts")}>
          <Lines lines={doubts} />
        </Alert>
      )}
      {isNarrow ? (
        <Stack gap="xs" role="list" aria-label={t("columns")}>
          {parts.map(({ column, heading, examples, meaning, language }) => (
            <Paper key={column.index} withBorder p="sm" role="listitem">
              {heading}
              {examples}
              <Stack gap={4} mt={6}>
                {meaning}
                {language}
              </Stack>
            </Paper>
          ))}
        </Stack>
      ) : (
        <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("columns") } }}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("heading")}</Table.Th>
                <Table.Th>{t("examples")}</Table.Th>
                <Table.Th miw={240}>{t("means")}</Table.Th>
                <Table.Th miw={150}>{t("language")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {parts.map(({ column, heading, examples, meaning, language }) => (
                <Table.Tr key={column.index}>
                  <Table.Td>{heading}</Table.Td>
                  <Table.Td>{examples}</Table.Td>
                  <Table.Td>{meaning}</Table.Td>
                  <Table.Td>{language}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <List size="sm">
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}

// Why nothing can be read like this.
function Faults({ faults }: { faults: readonly ColumnFault[] }) {
  const { t } = useTranslation("imports");
  if (faults.length === 0) return null;
  const shown = ({ heading, index }: ImportColumn) => heading || t("columnNumber", { number: index });
  const textOf = (fault: ColumnFault) => {
    if (fault.kind === "nobodyNamed") return t("fault.nobodyNamed");
    if (fault.kind === "whichQuestion") return t("fault.whichQuestion", { column: shown(fault.column) });
    return t("fault.sameTwice", { column: shown(fault.column), first: shown(fault.first) });
  };
  return (
    <Alert color="red" variant="light" role="alert" mb="sm" title={t("problems")}>
      <Lines lines={faults.map(textOf)} />
    </Alert>
  );
}

// The first things that stand in a column.
function Examples({ preview, column }: { preview: ImportPreview; column: ImportColumn }) {
  const cells = preview.rows.map(({ cells }) => cells[column.index - 1] ?? "").filter((cell) => cell !== "");
  return cells.slice(0, EXAMPLES).map((cell, place) => (
    <Text key={place} size="xs" c="dimmed" className={look.sample!} title={cell}>
      {cell}
    </Text>
  ));
}

interface ColumnFieldProps {
  column: ImportColumn;
  disabled: boolean;
  onColumn: (column: ImportColumn) => void;
}

function Meaning({ column, fields, disabled, onColumn }: ColumnFieldProps & { fields: readonly Field[] }) {
  const { t } = useTranslation("imports");
  const language = useLanguage();
  const event = useEvent();
  return (
    <>
      <Select
        aria-label={t("meansOf", { column: column.heading || column.index })}
        searchable
        allowDeselect={false}
        disabled={disabled}
        data={fields
          .filter((field) => field !== Field.CUSTOM_VALUE || event.customFields.length > 0)
          .map((field) => ({ value: String(field), label: t(`field.${Field[field]}`) }))}
        value={String(column.field)}
        onChange={(value) => onColumn(create(ImportColumnSchema, { ...column, field: Number(value), customField: "" }))}
      />
      {column.field === Field.CUSTOM_VALUE && (
        <Select
          mt={4}
          aria-label={t("question")}
          disabled={disabled}
          data={event.customFields.map(({ id, displayNames }) => ({ value: id, label: textIn(displayNames, language) }))}
          value={column.customField || null}
          onChange={(value) => onColumn(create(ImportColumnSchema, { ...column, customField: value ?? "" }))}
        />
      )}
    </>
  );
}

function LanguageField({ column, disabled, onColumn }: ColumnFieldProps) {
  const { t } = useTranslation(["imports", "participants"]);
  return (
    <Select
      aria-label={t("languageOf", { column: column.heading || column.index })}
      disabled={disabled}
      placeholder={t("anyLanguage")}
      clearable
      clearButtonProps={{ "aria-label": t("participants:edit.clear") }}
      data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      value={column.language || null}
      onChange={(value) => onColumn(create(ImportColumnSchema, { ...column, language: value ?? "" }))}
    />
  );
}
