import { Alert, Anchor, Button, Group, Stack, Switch, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Delegation_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { Event_SeatPolicy as SeatPolicy, RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import { IconHistory, IconLock } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { LongField } from "../../parts/long_field.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay, formatInstant, formatTime, ownZone, zoneLabel } from "../../parts/when.ts";
import { MembersTable } from "../delegations/members_table.tsx";
import { useRights } from "../participants/rights.ts";
import { AlikeDialog } from "./alike_dialog.tsx";
import { AnswerPanel, HandIn } from "./answer_panel.tsx";
import { Attention } from "./attention.tsx";
import { FileFaultAlert } from "./file_fault.tsx";
import { HeadPanel, isHead } from "./head_panel.tsx";
import { LastTime } from "./last_time.tsx";
import { ListDialog } from "./list_dialog.tsx";
import { Panel } from "./panel.tsx";
import { PasteDialog } from "./paste_dialog.tsx";
import { PeopleCards } from "./people_cards.tsx";
import { PeopleGrid } from "./people_grid.tsx";
import { PersonForm } from "./person_form.tsx";
import { RefusedRows } from "./refused_rows.tsx";
import look from "./registration.module.css";
import { RowState } from "./row_state.tsx";
import { isEmpty, newRow, type Patch, type Row } from "./rows.ts";
import { seatsOf } from "./seats.ts";
import { SeatsPanel } from "./seats_panel.tsx";
import { Sources } from "./sources.tsx";
import { useAlike } from "./use_alike.ts";
import { useColumns } from "./use_columns.ts";
import type { Grid } from "./use_grid.ts";
import { useJudgement } from "./use_judgement.ts";
import { useLatin } from "./use_latin.ts";
import { useLists } from "./use_lists.ts";
import { isActive, useRoster, type DelegationData } from "./use_registration_data.ts";
import { useSaving } from "./use_saving.ts";
import { useTable } from "./use_table.ts";
import { windowOf } from "./windows.ts";
import type { Column } from "./columns.ts";
import notice from "./registration.module.css";

// Registers people of one delegation.
export function Registration({ data }: { data: DelegationData }) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const navigate = useNavigate();
  const { event, categories, delegation, quotas, members } = data;
  const { secretariat } = useRights();
  const roster = useRoster(data);
  const table = useTable(delegation.name, roster);
  const { rows, people, problems, dispatch } = table;
  const columns = useColumns(rows, roster);
  const lists = useLists(roster);
  const latin = useLatin(rows, roster);
  const alike = useAlike(rows, roster);
  const nomination = windowOf(event, Step.NOMINATION, new Date());
  const mayConfirm = windowOf(event, Step.CONFIRMATION, new Date()).isOpen;
  const [confirms, setConfirms] = useState(mayConfirm && event.seatPolicy !== SeatPolicy.ON_NOMINATION);
  const [reason, setReason] = useState("");
  const [isPasting, setPasting] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [alikeRow, setAlikeRow] = useState<string>();
  const grid = useRef<Grid>(null);
  const isNarrow = useMediaQuery("(max-width: 640px)");

  const withErrors = useMemo(
    () => new Set([...problems].filter(([, all]) => all.some(({ severity }) => severity === "error")).map(([key]) => key)),
    [problems],
  );
  const sound = useMemo(() => people.filter(({ key }) => !withErrors.has(key)), [people, withErrors]);
  const wishes = useMemo(() => ({ confirm: confirms, hasWaitingList: event.waitingList }), [confirms, event.waitingList]);
  const mayRegister = nomination.isOpen || secretariat;
  const registration = useMemo(
    () => ({ delegation: delegation.name, rows: mayRegister ? sound : [], wishes, reason }),
    [delegation.name, sound, wishes, reason, mayRegister],
  );
  const verdicts = useJudgement(registration, roster);
  const saving = useSaving(registration, roster, (saved) => {
    // Who is registered is not brought back by undoing an edit.
    dispatch({ do: "reset", rows: people.filter((row) => !saved.includes(row)) });
    grid.current?.go({ row: 0, column: 0 });
  });
  const takesSeats = event.seatPolicy === SeatPolicy.ON_NOMINATION || confirms;
  const seats = useMemo(() => seatsOf(rows, quotas, categories, roster, takesSeats), [rows, quotas, categories, roster, takesSeats]);
  const usualCategory = useMemo(() => {
    const category = categories.find(({ name }) => name === roster.defaultCategory);
    return category ? textIn(category.displayNames, language) : "";
  }, [categories, roster.defaultCategory, language]);

  const ghostOf = (row: Row, column: Column) => {
    if (isEmpty(row)) return "";
    if (column === "latin") return latin.get(row.key) ?? "";
    return column === "category" ? usualCategory : "";
  };
  const patch = (row: Row, change: Patch) => dispatch({ do: "patch", patches: new Map([[row.key, change]]) });
  const accept = (row: Row, column: Column) => {
    const ghost = ghostOf(row, column);
    if (ghost !== "") patch(row, { cells: { [column]: ghost } });
  };
  const goTo = (row: number, column: Column) => {
    if (isNarrow) return setOpened(rows[row]?.key);
    if (grid.current === null) return;
    grid.current.hasFocus.current = true;
    grid.current.go({ row, column: Math.max(0, columns.shown.indexOf(column)) });
    grid.current.focus();
  };
  const take = (taken: Row[]) => {
    dispatch({ do: "append", rows: taken });
    lists.close();
    setPasting(false);
  };
  const save = () => {
    const bad = rows.findIndex(({ key }) => withErrors.has(key));
    if (bad >= 0) return goTo(bad, problems.get(rows[bad]!.key)!.find(({ severity }) => severity === "error")!.column);
    const unsettled = people.find(({ key }) => alike.has(key));
    if (unsettled) return setAlikeRow(unsettled.key);
    void saving.save();
  };
  const add = () => {
    const empty = rows.find(isEmpty) ?? newRow();
    setOpened(empty.key);
  };

  const openRow = rows.find(({ key }) => key === opened);
  const alikeOf = rows.find(({ key }) => key === alikeRow);
  const active = members.filter(({ participant }) => isActive(participant));
  const hasHead = roster.registered.some(({ isHead: heads }) => heads) || people.some(isHead);
  const mayHandIn = people.length === 0 && active.length > 0 && delegation.state === State.FORMING && !saving.answer;
  const hints = Number(latin.size > 0) + Number(mayConfirm) + Number(mayHandIn);
  const problemCount = [...problems.values()].flat().length;
  const saveButton = (wide: boolean) => (
    <Button
      fullWidth={wide}
      size={wide ? "md" : "sm"}
      loading={saving.isSaving}
      disabled={people.length === 0 || !mayRegister || (!nomination.isOpen && reason.trim() === "")}
      onClick={save}
    >
      {people.length === 0 ? t("save.none") : t("save.register", { count: people.length })}
    </Button>
  );
  return (
    <Page
      title={t("title", { delegation: data.label })}
      lead={
        <span title={zoneLabel(event.timeZone, language)}>
          {active.length > 0 && `${t("lead", { count: active.length })} `}
          {windowText()}
        </span>
      }
      actions={
        isNarrow ? undefined : (
          <>
            <Button component={Link} to={`/${delegation.name}`} variant="default">
              {t("toDelegation")}
            </Button>
            {saveButton(false)}
          </>
        )
      }
    >
      {!nomination.isOpen && (
        <Alert
          color="yellow"
          variant="light"
          className={notice.waiting}
          radius="md"
          icon={<IconLock size={20} aria-hidden />}
          title={closedTitle()}
        >
          {secretariat ? (
            <LongField mt="xs" label={t("closed.reason")} required minRows={1} maxLength={2000} value={reason} onChange={setReason} />
          ) : (
            <Text size="sm">{t("closed.ask")}</Text>
          )}
        </Alert>
      )}
      {table.restoredAt && (
        <Alert color="blue" variant="light" className={notice.tentative} radius="md" p="xs" icon={<IconHistory size={18} aria-hidden />}>
          <Group gap="xs" justify="space-between">
            <Text size="sm">{t("draft.restored", { when: draftTime(table.restoredAt), count: people.length })}</Text>
            <Button size="compact-sm" variant="default" onClick={table.discard}>
              {t("draft.discard")}
            </Button>
          </Group>
        </Alert>
      )}
      {saving.answer && (
        <AnswerPanel answer={saving.answer} event={event} categories={categories} delegation={delegation} onClose={saving.dismiss} />
      )}
      {saving.error !== undefined && <Refused error={saving.error} onRetry={() => void saving.save()} />}
      <div className={look.layout}>
        <div className={look.main}>
          <Sources
            table={table}
            roster={roster}
            columns={columns.all}
            shown={columns.shown}
            onShown={columns.choose}
            onPaste={() => setPasting(true)}
            onFile={(file) => void lists.open(file)}
          />
          {lists.fault && (
            <FileFaultAlert
              fault={lists.fault.fault}
              file={lists.fault.file}
              onClose={lists.close}
              onImport={() => void navigate("import", { state: { file: lists.fault?.file } })}
            />
          )}
          {people.length === 0 && active.length === 0 && <LastTime data={data} onTake={take} />}
          <div
            className={`${look.drop} ${isDropping ? look.dropping : ""}`}
            onDragOver={(dragged) => {
              if (!dragged.dataTransfer.types.includes("Files")) return;
              dragged.preventDefault();
              setDropping(true);
            }}
            onDragLeave={() => setDropping(false)}
            onDrop={(dropped) => {
              dropped.preventDefault();
              setDropping(false);
              const file = dropped.dataTransfer.files[0];
              if (file) void lists.open(file);
            }}
          >
            {isNarrow ? (
              <PeopleCards
                rows={rows}
                problems={problems}
                verdicts={verdicts}
                alike={alike}
                onOpen={(row) => setOpened(row.key)}
                onAdd={add}
                onAlike={(row) => setAlikeRow(row.key)}
              />
            ) : (
              <PeopleGrid
                rows={rows}
                columns={columns.shown}
                roster={roster}
                problems={problems}
                ghostOf={ghostOf}
                dispatch={dispatch}
                onTable={lists.look}
                onRepair={table.repair}
                onAccept={accept}
                handle={grid}
                stateOf={(row, at) => (
                  <RowState
                    row={row}
                    at={at}
                    hasErrors={withErrors.has(row.key)}
                    verdict={verdicts.get(row.key)}
                    alike={alike.get(row.key)}
                    onAlike={() => setAlikeRow(row.key)}
                    dispatch={dispatch}
                  />
                )}
              />
            )}
          </div>
          <RefusedRows rows={people} verdicts={verdicts} data={data} dispatch={dispatch} />
        </div>
        <div className={look.side}>
          <Panel title={t("seats.title")}>
            <SeatsPanel seats={seats.categories} categories={categories} usual={roster.defaultCategory} />
          </Panel>
          {problemCount > 0 && (
            <Panel title={t("attention.title", { count: problemCount })}>
              <Attention
                rows={rows}
                problems={problems}
                roster={roster}
                sureRepairs={table.sureRepairs}
                onRepair={table.repair}
                onRepairAll={table.repairAll}
                onOpen={(row, { column }) => goTo(row, column)}
              />
            </Panel>
          )}
          <Panel
            title={t("head.title")}
            aside={
              hasHead ? undefined : (
                <Text size="xs" c="var(--waiting)" fw={500}>
                  {t("head.missing")}
                </Text>
              )
            }
          >
            <HeadPanel people={people} roster={roster} dispatch={dispatch} />
          </Panel>
          <Panel title={t("next.title")}>
            <Stack gap="xs">
              {hints === 0 && (
                <Text size="sm" c="dimmed">
                  {t("next.nothing")}
                </Text>
              )}
              {latin.size > 0 && (
                <div>
                  <Text size="sm">{t("next.latin", { count: latin.size })}</Text>
                  <Anchor
                    component="button"
                    size="sm"
                    onClick={() =>
                      dispatch({ do: "patch", patches: new Map([...latin].map(([key, text]) => [key, { cells: { latin: text } }])) })
                    }
                  >
                    {t("next.acceptLatin", { count: latin.size })}
                  </Anchor>
                </div>
              )}
              {mayConfirm && (
                <Switch
                  label={t("next.confirm")}
                  description={t(event.seatPolicy === SeatPolicy.ON_NOMINATION ? "next.confirmLater" : "next.confirmForSeat")}
                  checked={confirms}
                  onChange={(changed) => setConfirms(changed.currentTarget.checked)}
                />
              )}
              {mayHandIn && (
                <div>
                  <Text size="sm" mb={4}>
                    {t("answer.handIn")}
                  </Text>
                  <HandIn delegation={delegation} />
                </div>
              )}
            </Stack>
          </Panel>
        </div>
        {active.length > 0 && (
          <div className={look.below}>
            <MembersTable data={data} />
          </div>
        )}
      </div>
      {isNarrow && <div className={look.foot}>{saveButton(true)}</div>}
      {isPasting && !lists.guess && <PasteDialog onTable={(pasted) => lists.look(pasted, true)} onClose={() => setPasting(false)} />}
      {lists.guess && <ListDialog guess={lists.guess} roster={roster} onTake={take} onClose={lists.close} />}
      {alikeOf && alike.has(alikeOf.key) && (
        <AlikeDialog
          row={alikeOf}
          candidates={alike.get(alikeOf.key)!}
          onDecide={(decided) => {
            patch(alikeOf, decided);
            setAlikeRow(undefined);
          }}
          onClose={() => setAlikeRow(undefined)}
        />
      )}
      {isNarrow && openRow && (
        <PersonForm
          row={openRow}
          columns={columns.shown}
          roster={roster}
          problems={problems.get(openRow.key) ?? []}
          ghostOf={ghostOf}
          onChange={(column, text) => patch(openRow, { cells: { [column]: text } })}
          onRepair={(repair) => table.repair(openRow, repair)}
          onAccept={(column) => accept(openRow, column)}
          onRemove={() => {
            dispatch({ do: "remove", keys: new Set([openRow.key]) });
            setOpened(undefined);
          }}
          onNext={() => setOpened(rows.find(isEmpty)?.key)}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Page>
  );

  function closedTitle(): string {
    const { opensAt, closesAt, byTime } = nomination;
    if (byTime && opensAt) return t("closed.notYet", { when: formatInstant(opensAt, language, event.timeZone) });
    if (byTime && closesAt) return t("closed.over", { when: formatInstant(closesAt, language, event.timeZone) });
    return t("closed.event");
  }

  function windowText(): string {
    if (!nomination.isOpen) return closedTitle();
    const { closesAt } = nomination;
    return closesAt ? t("next.until", { when: formatInstant(closesAt, language, event.timeZone) }) : t("next.open");
  }

  function draftTime(at: Date): string {
    const isToday = at.toDateString() === new Date().toDateString();
    const time = formatTime(at, language, ownZone());
    return isToday ? time : `${formatDay(at, language, ownZone(), "short")}, ${time}`;
  }
}
