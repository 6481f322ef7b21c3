import { Button, Menu } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileText, IconMessage, IconPrinter } from "@tabler/icons-react";
import { DelegationService, Participant_State as State, TableFormat } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Column } from "../../parts/data_table.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { useEventName } from "../events/event_data.ts";
import { useMessengerText } from "./copy_rows.tsx";
import { filterText, type Filters } from "./filters.ts";
import { saveWorkbook, sheetOf } from "./page_table.ts";
import type { Row } from "./row.ts";

interface ExportMenuProps {
  filters: Filters;
  // What is on the page, in its order.
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  // Follows the server's work of this name.
  onStarted: (operation: string) => void;
}

// The list in other forms: for a spreadsheet and back, as it is here, for a messenger, on paper.
export function ExportMenu({ filters, rows, columns, onStarted }: ExportMenuProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEventName();
  const navigate = useNavigate();
  const { search } = useLocation();
  const textOf = useMessengerText();
  const filter = filterText(filters, event);

  const exportAll = async (format: TableFormat) => {
    try {
      const { name } = await clientOf(DelegationService).exportParticipants({
        parent: event,
        filter: filter ?? "",
        format,
        languageCode: language,
        requestId: crypto.randomUUID(),
      });
      onStarted(name);
    } catch (error) {
      notifyRefused(error);
    }
  };
  const wordOf = (column: Column<Row>, { participant }: Row) =>
    column.id === "state" ? t(`state.${State[participant.state]}`) : undefined;
  return (
    <Menu position="bottom-end" shadow="md" width={300}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {t("export.menu")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("export.toEdit")}</Menu.Label>
        <Menu.Item
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          disabled={filter === undefined}
          onClick={() => void exportAll(TableFormat.XLSX)}
        >
          {t("export.xlsx")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileText size={16} aria-hidden />}
          disabled={filter === undefined}
          onClick={() => void exportAll(TableFormat.CSV)}
        >
          {t("export.csv")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("export.asHere", { count: rows.length })}</Menu.Label>
        <Menu.Item
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          onClick={() =>
            void saveWorkbook(`${event.split("/")[1]}-${t("export.filename")}.xlsx`, sheetOf(columns, rows, wordOf)).catch(notifyRefused)
          }
        >
          {t("export.xlsx")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMessage size={16} aria-hidden />}
          onClick={() => void navigator.clipboard.writeText(textOf(rows)).then(() => notifyDone(t("copy.done")), notifyRefused)}
        >
          {t("export.text")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => void navigate({ pathname: `/${event}/participants/print`, search })}
        >
          {t("export.print")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
