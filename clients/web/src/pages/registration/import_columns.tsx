import { Select, Table, Text } from "@mantine/core";
import { ImportField, type ImportPreview } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { FIELDS, type PlannedColumn } from "./import_plan.ts";
import look from "./list_dialog.module.css";
import { Panel } from "./panel.tsx";

interface ImportColumnsProps {
  preview: ImportPreview;
  onColumns: (columns: PlannedColumn[]) => void;
}

const SHOWN = 5;

// How the server reads the columns, to be corrected above each.
export function ImportColumns({ preview, onColumns }: ImportColumnsProps) {
  const { t } = useTranslation("registration");
  const { columns, rows } = preview;
  const isOut = (field: ImportField) => field === ImportField.IGNORED || field === ImportField.ROW_NUMBER;
  const set = (index: number, field: ImportField) =>
    onColumns(
      columns.map((column) => ({
        index: column.index,
        field: column.index === index ? field : column.field,
        language: column.index === index ? "" : column.language,
        customField: column.index === index ? "" : column.customField,
      })),
    );
  return (
    <Panel title={t("import.columns")}>
      <div className={look.frame} tabIndex={0} role="region" aria-label={t("list.preview")}>
        <Table withColumnBorders highlightOnHover={false} className={look.table}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.index} className={isOut(column.field) ? look.ignored : ""}>
                  <Text size="xs" c="dimmed" truncate title={column.heading}>
                    {column.heading || t("list.noHeading", { number: column.index })}
                  </Text>
                  <Select
                    size="xs"
                    w={200}
                    allowDeselect={false}
                    aria-label={t("list.meaning", { heading: column.heading || column.index })}
                    data={[...new Set([...FIELDS, column.field])].map((field) => ({
                      value: String(field),
                      label: t(`field.${ImportField[field]}`),
                    }))}
                    value={String(column.field)}
                    onChange={(field) => set(column.index, Number(field))}
                  />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, SHOWN).map((row) => (
              <Table.Tr key={String(row.line)}>
                {columns.map((column) => (
                  <Table.Td key={column.index} className={`${look.cell} ${isOut(column.field) ? look.ignored : ""}`}>
                    {row.cells[column.index - 1]}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}
