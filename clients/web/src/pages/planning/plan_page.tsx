import { ActionIcon, Alert, Button, SegmentedControl, Text, Tooltip } from "@mantine/core";
import { PlanningService } from "@plenary/client/gen/plenary/v1/planning_pb";
import { ScheduleService, ScheduleSettings_Mode } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { IconArrowsMove, IconBan, IconPin } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useLive } from "../../api/live.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { useKey } from "../../parts/use_key.ts";
import { formatDay } from "../../parts/when.ts";
import { firstDay } from "./board.ts";
import { ForbidDialog } from "./forbid_dialog.tsx";
import { MakeDialog } from "./make_dialog.tsx";
import { MeetingPanel } from "./meeting_panel.tsx";
import { MoveMeetingDialog } from "./move_meeting_dialog.tsx";
import { PlanBoard, type Spot } from "./plan_board.tsx";
import { usePlanData, useSeesAll, type PlanData } from "./plan_data.ts";
import { sidesOf } from "./plan_facts.ts";
import { usePlanOperation } from "./plan_operation.ts";
import { PlanSentence } from "./plan_sentence.tsx";
import { PlanTabs } from "./plan_tabs.tsx";
import style from "./planning.module.css";
import { RequestPanel } from "./request_panel.tsx";
import { RequestsPanel } from "./requests_panel.tsx";
import { useSamples } from "./use_samples.ts";
import { WorthPanel } from "./worth_panel.tsx";

// An event's plan: what was asked for, the board, what the plan is worth.
export function PlanPage() {
  const { t } = useTranslation("planning");
  const event = `events/${useParams()["event"]}`;
  const seesAll = useSeesAll(event);
  const { data, error, retry } = usePlanData(event);
  if (!seesAll) return <Navigate to="requests" replace />;
  if (error !== undefined) return <PageRefused title={t("title")} error={error} onRetry={retry} />;
  return data ? <Planned data={data} /> : <PageSkeleton />;
}

type Dialog = "make" | "move" | "forbid";

function Planned({ data }: { data: PlanData }) {
  const { t } = useTranslation("planning");
  const client = useQueryClient();
  const [get, set] = useAddress();
  const [dialog, setDialog] = useState<Dialog>();
  const [explained, setExplained] = useState("");
  const [spot, setSpot] = useState<Spot>();
  const operation = usePlanOperation(data.event.name, data.mayPlan);
  const samples = useSamples(operation);
  const isTouched = useTouched(data.event.name, operation.name);
  const sides = useMemo(() => sidesOf(data.requests), [data.requests]);

  const asked = get("day");
  const selected = get("on") ? `${data.event.name}/${get("on")}` : "";
  const meeting = data.meetings.find(({ name }) => name === selected);
  const request = data.requests.find(({ name }) => name === selected);
  const dayOfSelected = data.onBoard.find((item) => item.meeting.name === selected)?.day;
  const day = data.days.includes(asked) ? asked : (dayOfSelected ?? firstDay(data.days, data.onBoard));
  const told = useMemo(
    () =>
      new Map((operation.response?.unplaced ?? []).flatMap(({ activity, explanation }) => (explanation ? [[activity, explanation]] : []))),
    [operation.response],
  );

  const select = (activity: string) => {
    setExplained("");
    const found = data.onBoard.find((item) => item.meeting.name === activity);
    set({ on: activity.split("/").slice(2).join("/"), ...(found && { day: found.day }) });
  };

  // Keys act on the meeting under the cursor, else on the one that is open.
  const target = data.meetings.find(({ name }) => name === (spot?.meeting || selected));
  const pin = async (name: string) => {
    const pinned = data.meetings.find((each) => each.name === name);
    if (pinned === undefined || !data.mayPlan) return;
    const set = async (isPinned: boolean) => {
      await clientOf(ScheduleService).updateMeeting({
        meeting: { name, isPinned },
        updateMask: { paths: ["is_pinned"] },
        allowConflicts: true,
        requestId: crypto.randomUUID(),
      });
      await client.invalidateQueries();
    };
    try {
      await set(!pinned.isPinned);
      notifyDone(t(pinned.isPinned ? "meeting.unpinned" : "meeting.pinned"), () => set(pinned.isPinned));
    } catch (refused) {
      notifyRefused(refused);
    }
  };
  const open = (next: Dialog) => {
    if (data.mayPlan && (next === "make" || (next === "move" ? target : spot))) setDialog(next);
  };
  const explain = () => {
    if (target) {
      if (target.name !== selected) select(target.name);
      setExplained(target.name);
    }
  };
  useKey({ code: "KeyM" }, () => open("move"));
  useKey({ code: "KeyP" }, () => void (target && pin(target.name)));
  useKey({ code: "KeyE" }, explain);
  useKey({ code: "KeyX" }, () => open("forbid"));

  const count = sides.placed.length + sides.unplaced.length;
  const changed = data.schedule.changedActivities;
  const needsVersions = data.schedule.mode !== ScheduleSettings_Mode.VERSIONED;
  return (
    <Page
      title={t("title")}
      lead={<PlanSentence data={data} sides={sides} operation={operation} isTouched={isTouched} />}
      actions={
        data.mayPlan && (
          <>
            {count > 0 && !needsVersions && (
              <Button
                variant={changed > 0 && sides.placed.length > 0 ? "default" : "filled"}
                disabled={operation.isRunning}
                onClick={() => setDialog("make")}
              >
                {sides.placed.length > 0 ? t("act.planAgain") : t("act.plan", { count })}
              </Button>
            )}
            {changed > 0 && sides.placed.length > 0 && !operation.isRunning && (
              <Button component={Link} to="compare">
                {t("act.release", { count: changed })}
              </Button>
            )}
          </>
        )
      }
    >
      <PlanTabs />
      {needsVersions && data.mayPlan && <VersionsNeeded data={data} />}
      <div className={style.layout}>
        <div className={style.columns}>
          <div className={style.left}>
            <RequestsPanel data={data} sides={sides} told={told} selected={selected} onSelect={select} isRunning={operation.isRunning} />
          </div>
          <div className={style.board}>
            {day === undefined || (data.onBoard.length === 0 && sides.placed.length + sides.unplaced.length === 0) ? (
              <Empty text={t("board.empty")}>
                <Button component={Link} to="requests?ask=1" variant="default">
                  {t("act.ask")}
                </Button>
              </Empty>
            ) : (
              <>
                <Days data={data} day={day} onDay={(next) => set({ day: next })} />
                <PlanBoard data={data} day={day} selected={selected} onSelect={select} onSpot={setSpot} />
                {data.mayPlan && spot && spot.day === day && (
                  <SpotActions
                    spot={spot}
                    data={data}
                    onMove={() => open("move")}
                    onPin={() => void pin(spot.meeting)}
                    onForbid={() => open("forbid")}
                  />
                )}
              </>
            )}
          </div>
          <div className={style.side}>
            {meeting ? (
              <MeetingPanel
                data={data}
                meeting={meeting}
                operation={operation}
                isExplained={explained === meeting.name}
                onExplain={() => setExplained(meeting.name)}
                onMove={() => setDialog("move")}
                onPin={() => void pin(meeting.name)}
                onForbid={() => open("forbid")}
                onClose={() => select("")}
              />
            ) : request ? (
              <RequestPanel key={request.name} data={data} request={request} operation={operation} onClose={() => select("")} />
            ) : (
              <WorthPanel data={data} operation={operation} samples={samples} />
            )}
            {(meeting ?? request) && operation.isRunning && <WorthPanel data={data} operation={operation} samples={samples} />}
          </div>
        </div>
      </div>
      {dialog === "make" && <MakeDialog onClose={() => setDialog(undefined)} operation={operation} count={count} />}
      {dialog === "move" && target && (
        <MoveMeetingDialog key={target.name} data={data} meeting={target} onClose={() => setDialog(undefined)} />
      )}
      {dialog === "forbid" && spot && <ForbidDialog data={data} spot={spot} onClose={() => setDialog(undefined)} />}
    </Page>
  );
}

function Days({ data, day, onDay }: { data: PlanData; day: string; onDay(day: string): void }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const countOf = (each: string) => data.onBoard.filter((item) => item.day === each).length;
  return (
    <div style={{ overflowX: "auto", marginBottom: 8 }}>
      <SegmentedControl
        aria-label={t("board.days")}
        value={day}
        onChange={onDay}
        data={data.days.map((each) => ({ value: each, label: `${formatDay(each, language, data.zone, "short")} · ${countOf(each)}` }))}
      />
    </div>
  );
}

interface SpotActionsProps {
  spot: Spot;
  data: PlanData;
  onMove(): void;
  onPin(): void;
  onForbid(): void;
}

// What the keys do, for the mouse.
function SpotActions({ spot, data, onMove, onPin, onForbid }: SpotActionsProps) {
  const { t } = useTranslation("planning");
  const closure = data.closures.find(
    (each) => each.day === spot.day && each.table === spot.table && each.from < spot.to && spot.from < each.to,
  );
  const client = useQueryClient();
  const reopen = async () => {
    if (closure === undefined) return;
    try {
      await clientOf(ScheduleService).releaseBooking({ name: closure.name, requestId: crypto.randomUUID() });
      await client.invalidateQueries();
      notifyDone(t("forbid.opened"));
    } catch (refused) {
      notifyRefused(refused);
    }
  };
  if (closure && spot.meeting === "")
    return (
      <Button size="xs" mt="xs" variant="default" onClick={() => void reopen()}>
        {t("forbid.open")}
      </Button>
    );
  return (
    <div className={style.legend}>
      {spot.meeting !== "" && (
        <>
          <Action label={`${t("act.move")} (M)`} onClick={onMove}>
            <IconArrowsMove size={16} aria-hidden />
          </Action>
          <Action label={`${t("act.pin")} (P)`} onClick={onPin}>
            <IconPin size={16} aria-hidden />
          </Action>
        </>
      )}
      {spot.table !== "" && (
        <Action label={`${t("act.forbid")} (X)`} onClick={onForbid}>
          <IconBan size={16} aria-hidden />
        </Action>
      )}
    </div>
  );
}

function Action({ label, onClick, children }: { label: string; onClick(): void; children: React.ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function VersionsNeeded({ data }: { data: PlanData }) {
  const { t } = useTranslation("planning");
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const change = async () => {
    try {
      await clientOf(ScheduleService).updateScheduleSettings({
        settings: { name: data.schedule.name, mode: ScheduleSettings_Mode.VERSIONED, etag: data.schedule.etag },
        updateMask: { paths: ["mode"] },
        requestId: crypto.randomUUID(),
      });
      await client.invalidateQueries();
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <Alert variant="light">
      <Text size="sm">{t("versionsNeeded")}</Text>
      {error !== undefined && <Refused error={error} />}
      <Button size="xs" mt="xs" onClick={() => void change()}>
        {t("act.versions")}
      </Button>
    </Alert>
  );
}

const PLANNED = `${PlanningService.typeName}/${PlanningService.method.planEvent.name}`;

// Whether somebody changed meetings or requests by hand since the planning `operation` was seen.
function useTouched(event: string, operation: string | undefined): boolean {
  const [touched, setTouched] = useState<string>();
  useEffect(() => setTouched(undefined), [operation]);
  useLive(event, (changes) => {
    const isByHand = changes.some(
      ({ method, resourceName }) => method !== PLANNED && /\/(meetings|meetingRequests|bookings)\//.test(resourceName),
    );
    if (isByHand && operation) setTouched(operation);
  });
  return touched !== undefined && touched === operation;
}
