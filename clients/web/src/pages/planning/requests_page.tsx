import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Drawer, SegmentedControl, Select, Text } from "@mantine/core";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { MatchmakingService, MeetingRequest_State, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatInstant } from "../../parts/when.ts";
import { AskDialog } from "./ask_dialog.tsx";
import { useParties, type PartyName } from "./parties.ts";
import { useMayPlan, useSeesAll } from "./plan_data.ts";
import { preferenceOf, sidesOf } from "./plan_facts.ts";
import { PlanTabs } from "./plan_tabs.tsx";
import style from "./planning.module.css";
import { RequestAnswers } from "./request_answers.tsx";
import { RequestFacts } from "./request_facts.tsx";
import { minutesOf, TONES, turnOf } from "./request_texts.ts";

const GROUPS = ["all", "open", "agreed", "planned", "closed"] as const;
type Group = (typeof GROUPS)[number];

interface Row {
  request: MeetingRequest;
  from: string;
  to: string;
}

const keyOf = (row: Row) => row.request.name;

// Who wants to meet whom: found, answered, asked for.
export function RequestsPage() {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const me = useMe();
  const name = `events/${useParams()["event"]}`;
  const [get, set] = useAddress();
  const seesAll = useSeesAll(name);
  const mayPlan = useMayPlan(name);
  const event = useQuery(EventService.method.getEvent, { name });
  const requests = useAll(MatchmakingService.method.listMeetingRequests, { parent: name }, (page) => page.meetingRequests);
  useFresh(name, MatchmakingService.method.listMeetingRequests);
  const nameOf = useParties(name);

  const group = GROUPS.find((each) => each === get("state")) ?? "all";
  const typed = get("find");
  const sides = useMemo(() => sidesOf(requests.data ?? []), [requests.data]);
  const rows = useMemo(() => {
    const chosen: Record<Group, readonly MeetingRequest[]> = {
      all: requests.data ?? [],
      open: sides.waiting,
      agreed: sides.unplaced,
      planned: sides.placed,
      closed: sides.closed,
    };
    const wanted = typed.trim().toLocaleLowerCase();
    return chosen[group]
      .map((request) => rowOf(request, nameOf))
      .filter(({ request, from, to }) => wanted === "" || `${from} ${to} ${request.note}`.toLocaleLowerCase().includes(wanted));
  }, [requests.data, sides, group, typed, nameOf]);

  const columns: Column<Row>[] = [
    { id: "from", header: t("requests.from"), value: (row) => row.from, width: 220 },
    { id: "to", header: t("requests.to"), value: (row) => row.to, width: 220 },
    {
      id: "state",
      header: t("requests.state"),
      value: (row) => t(stateKey(row.request)),
      width: 180,
      cell: (row) => <StateBadge tone={TONES[row.request.state]}>{t(stateKey(row.request))}</StateBadge>,
    },
    {
      id: "preference",
      header: t("requests.preference"),
      value: (row) => preferenceOf(row.request),
      width: 120,
      cell: (row) => t(`preference.${preferenceOf(row.request)}`),
    },
    {
      id: "note",
      header: t("requests.note"),
      value: (row) => row.request.note,
      width: 220,
      cell: (row) => (
        <span className={style.lines} title={row.request.note}>
          {row.request.note}
        </span>
      ),
    },
    {
      id: "duration",
      header: t("requests.duration"),
      value: (row) => minutesOf(row.request.duration),
      width: 100,
      hidden: true,
      cell: (row) => t("requests.minutes", { count: minutesOf(row.request.duration) }),
    },
  ];

  if (requests.error) return <PageRefused title={t("requests.title")} error={requests.error} onRetry={() => void requests.refetch()} />;
  if (!requests.data || !event.data) return <PageSkeleton />;
  const chosen = requests.data.find((request) => request.name === `${name}/meetingRequests/${get("request")}`);
  const opened = chosen && rowOf(chosen, nameOf);
  const mayAnswer = (request: MeetingRequest) => mayPlan || (turnOf(request) !== undefined && me.has(Role.REGISTRAR, turnOf(request)));
  const mayAsk = mayPlan || me.has(Role.REGISTRAR);
  return (
    <Page
      title={t("requests.title")}
      lead={`${t("requests.lead", { count: requests.data.length })}${t("comma")}${t("requests.waitingLead", { count: sides.waiting.length })}`}
      actions={mayAsk && <Button onClick={() => set({ ask: "1" })}>{t("act.ask")}</Button>}
    >
      {seesAll && <PlanTabs />}
      <div style={{ display: "flex", flexWrap: "wrap", gap: 12 }}>
        <SegmentedControl
          visibleFrom="sm"
          aria-label={t("requests.filter")}
          value={group}
          onChange={(value) => set({ state: value === "all" ? null : value })}
          data={GROUPS.map((value) => ({ value, label: t(`requests.${value}`) }))}
        />
        <Select
          hiddenFrom="sm"
          aria-label={t("requests.filter")}
          allowDeselect={false}
          value={group}
          onChange={(value) => set({ state: value === "all" ? null : value })}
          data={GROUPS.map((value) => ({ value, label: t(`requests.${value}`) }))}
        />
        <SearchField
          label={t("requests.find")}
          value={typed}
          onChange={(value) => set({ find: value })}
          style={{ flex: "1 1 220px", maxWidth: 360 }}
        />
      </div>
      <DataTable
        label={t("requests.title")}
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        onOpen={({ request }) => set({ request: request.name.split("/").at(-1) ?? null })}
        empty={<Empty text={t(requests.data.length === 0 ? "requests.empty" : "requests.emptyFilter")} />}
      />
      <Drawer
        opened={opened !== undefined}
        onClose={() => set({ request: null })}
        position="right"
        size="md"
        title={opened && `${opened.from} → ${opened.to}`}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        {opened && (
          <>
            <RequestFacts request={opened.request} zone={event.data.timeZone} />
            <RequestAnswers
              request={opened.request}
              event={event.data}
              sides={[opened.from, opened.to]}
              mayAnswer={mayAnswer(opened.request)}
            />
            {seesAll && (opened.request.meeting || opened.request.state === MeetingRequest_State.ACCEPTED) && (
              <Text size="sm" mt="md">
                <Anchor
                  component={Link}
                  to={`/${name}/plan?on=${(opened.request.meeting || opened.request.name).split("/").slice(2).join("/")}`}
                >
                  {t("requests.onBoard")}
                </Anchor>
              </Text>
            )}
            <Text size="sm" c="dimmed" mt="md" className={style.times}>
              {opened.request.updateTime && formatInstant(opened.request.updateTime, language, event.data.timeZone)}
            </Text>
          </>
        )}
      </Drawer>
      {get("ask") !== "" && <AskDialog event={event.data} mayPlan={mayPlan} onClose={() => set({ ask: null })} />}
    </Page>
  );
}

function stateKey({ state }: MeetingRequest) {
  return `state.${MeetingRequest_State[state]}` as "state.PENDING";
}

function rowOf(request: MeetingRequest, nameOf: PartyName): Row {
  const nameOfSide = (side: MeetingRequest["from"]) => nameOf(side?.party ?? "") || (side?.displayName ?? "");
  return { request, from: nameOfSide(request.from), to: nameOfSide(request.to) };
}
