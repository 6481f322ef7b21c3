import { Anchor, Button } from "@mantine/core";
import { IconListCheck, IconUpload } from "@tabler/icons-react";
import { Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useDraft } from "../../api/drafts.ts";
import { DataTable } from "../../parts/data_table.tsx";
import { shownOf } from "../../parts/data_table_rows.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useEvent } from "../events/event_data.ts";
import { BulkBar } from "./bulk_bar.tsx";
import { useColumns } from "./columns.tsx";
import { ExportMenu } from "./export_menu.tsx";
import { ExportProgress } from "./export_progress.tsx";
import { FilterBar } from "./filter_bar.tsx";
import { NewsNotice } from "./news_notice.tsx";
import { useRights } from "./rights.ts";
import type { Row } from "./row.ts";
import { useList } from "./use_list.ts";
import { useRows } from "./use_rows.ts";

const keyOf = (row: Row) => row.participant.name;

// Everybody at the event: found as one types, filtered, sorted, selected, acted upon.
export function ParticipantsPage() {
  const { t } = useTranslation("participants");
  const event = useEvent();
  const rights = useRights();
  const navigate = useNavigate();
  const all = useRows();
  const columns = useColumns(event);
  const list = useList(all.rows, columns);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [operation, setOperation, closeExport] = useDraft<string>(`export:${event.name}`, "");
  const selected = useMemo(() => all.rows.filter((row) => selection.has(keyOf(row))), [all.rows, selection]);
  const open = useCallback((row: Row) => void navigate(`/${keyOf(row)}`), [navigate]);
  const waiting = all.rows.filter(({ participant }) => participant.state === State.NOMINATED).length;

  return (
    <Page
      title={t("title")}
      lead={all.rows.length > 0 || !all.loading ? t("lead", { count: all.rows.length }) : t("loadingLead")}
      actions={
        <>
          <ExportMenu filters={list.filters} rows={list.rows} columns={shownOf(columns, list.shown)} onStarted={setOperation} />
          {rights.secretariat && (
            <Button variant="default" component={Link} to="import" leftSection={<IconUpload size={16} aria-hidden />}>
              {t("importList")}
            </Button>
          )}
          {waiting > 0 && (
            <Button component={Link} to="confirmations" leftSection={<IconListCheck size={16} aria-hidden />}>
              {t("toConfirm", { count: waiting })}
            </Button>
          )}
        </>
      }
    >
      {all.error !== null && <Refused error={all.error} onRetry={all.retry} />}
      {operation !== "" && <ExportProgress operation={operation} onClose={closeExport} />}
      <FilterBar list={list} all={all.rows}>
        <NewsNotice news={all.news} onShow={all.showNews} />
      </FilterBar>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={list.rows}
        keyOf={keyOf}
        selection={selection}
        onSelection={setSelection}
        onOpen={open}
        sort={list.sort}
        onSort={list.setSort}
        sorted
        {...(list.shown ? { shown: list.shown } : {})}
        onShown={list.setShown}
        loading={all.loading}
        rowHeight={50}
        empty={
          list.isFiltered ? (
            <Empty text={t("nobodyFound")}>
              <Button variant="default" onClick={list.clear}>
                {t("clearFilters")}
              </Button>
            </Empty>
          ) : (
            <Empty text={t("nobodyYet")}>
              <Anchor component={Link} to={`/${event.name}/delegations`}>
                {t("toDelegations")}
              </Anchor>
            </Empty>
          )
        }
      />
      {selected.length > 0 && <BulkBar rows={selected} list={all} onClear={() => setSelection(new Set())} />}
    </Page>
  );
}
