import { Button, Table, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Column } from "../../parts/data_table.tsx";
import { shownOf } from "../../parts/data_table_rows.ts";
import { Page } from "../../parts/page.tsx";
import { formatInstant, zoneLabel } from "../../parts/when.ts";
import { useEvent } from "../events/event_data.ts";
import { useColumns } from "./columns.tsx";
import type { Row } from "./row.ts";
import { useList } from "./use_list.ts";
import { useRows } from "./use_rows.ts";

// The list as it goes on paper: everybody whom the filters of its address let through, with when it was made.
export function PrintPage() {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const all = useRows();
  const columns = useColumns(event);
  const { rows, shown } = useList(all.rows, columns);
  const printed = shownOf(columns, shown);
  const textOf = (column: Column<Row>, row: Row) => {
    if (column.id === "state") return t(`state.${State[row.participant.state]}`);
    const value = column.value(row);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : formatInstant(value, language, event.timeZone, "short");
    return typeof value === "number" && Number.isNaN(value) ? "" : String(value);
  };
  return (
    <Page
      title={t("print.title", { event: textIn(event.displayNames, language) })}
      lead={t("print.made", {
        count: rows.length,
        when: formatInstant(new Date(), language, event.timeZone),
        zone: zoneLabel(event.timeZone, language),
      })}
      actions={
        <Button className="not-printed" leftSection={<IconPrinter size={16} aria-hidden />} disabled={all.loading} onClick={() => print()}>
          {t("print.action")}
        </Button>
      }
    >
      <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("title") } }}>
        <Table verticalSpacing={4} fz="sm" striped="even">
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">{t("print.number")}</Table.Th>
              {printed.map(({ id, header }) => (
                <Table.Th key={id}>{header}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, place) => (
              <Table.Tr key={row.participant.name}>
                <Table.Td ta="right">{place + 1}</Table.Td>
                {printed.map((column) => (
                  <Table.Td key={column.id}>
                    {textOf(column, row)}
                    {column.id === "name" && row.latin !== "" && (
                      <Text size="xs" c="dimmed">
                        {row.latin}
                      </Text>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Page>
  );
}
