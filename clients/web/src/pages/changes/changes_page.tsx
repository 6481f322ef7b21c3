import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, SegmentedControl, Select } from "@mantine/core";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { IconArrowUp, IconShieldCheck } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { readDraft, writeDraft } from "../../api/draft_store.ts";
import { readerNow, useMe } from "../../api/me.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatDay, wallClock } from "../../parts/when.ts";
import { useParties } from "../planning/parties.ts";
import { callerOf, deedsOf, matches, runsOf, SUBJECTS, type Deed, type Subject } from "./change_log.ts";
import style from "./changes.module.css";
import { DeedRow } from "./deed_row.tsx";
import { useChangeLog } from "./use_change_log.ts";

// So many are drawn at first, and so many more each time one asks.
const STEP = 200;

// What was changed in the event, the newest first; others' changes wait until they are asked for.
export function ChangesPage() {
  const { t } = useTranslation("changes");
  const language = useLanguage();
  const me = useMe();
  const event = `events/${useParams()["event"]}`;
  const [get, set] = useAddress();
  const subject = SUBJECTS.find((each) => each === get("about"));
  const caller = get("who");
  const [shown, setShown] = useState(STEP);

  const log = useChangeLog(event);
  const { data: settings } = useQuery(EventService.method.getEvent, { name: event });
  const zone = settings?.timeZone || "UTC";
  const nameOf = useParties(event);
  const seen = useSeen(event, log.changes.at(-1)?.number);

  const deeds = useMemo(() => deedsOf(log.changes), [log.changes]);
  const callers = useMemo(() => [...new Set(deeds.map((deed) => callerOf(deed.changes[0]!)))].sort(), [deeds]);
  const found = useMemo(
    () =>
      runsOf(
        deeds.filter((deed) => matches(deed, { ...(subject && { subject }), caller })),
        seen,
      ),
    [deeds, subject, caller, seen],
  );
  const firstSeen = seen === undefined ? undefined : found.find(({ number }) => number <= seen);
  const whoOf = (resource: string) => {
    if (resource === me.user?.name) return t("by.you");
    if (resource.startsWith("registrationLinks/")) return t("by.link");
    return resource === "" ? t("by.system") : (resource.split("/")[1] ?? resource);
  };

  if (log.reading && log.changes.length === 0) return <PageSkeleton />;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        (me.has(Role.AUDITOR) || me.has(Role.ADMINISTRATOR)) && (
          <Button
            component={Link}
            to={`/administration/audit?partition=${event}`}
            variant="default"
            leftSection={<IconShieldCheck size={16} aria-hidden />}
          >
            {t("verify")}
          </Button>
        )
      }
    >
      {log.error !== undefined && <Refused error={log.error} onRetry={log.retry} />}
      {log.isFromNow && (
        <Alert variant="light" color="blue">
          {t("fromNow")}
        </Alert>
      )}
      <div className={style.bar}>
        <SegmentedControl
          aria-label={t("filter.subject")}
          value={subject ?? ""}
          onChange={(value) => set({ about: value })}
          data={[{ value: "", label: t("filter.all") }, ...SUBJECTS.map((value: Subject) => ({ value, label: t(`subject.${value}`) }))]}
          visibleFrom="sm"
        />
        <Select
          hiddenFrom="sm"
          label={t("filter.subject")}
          value={subject ?? null}
          placeholder={t("filter.all")}
          clearable
          onChange={(value) => set({ about: value })}
          data={SUBJECTS.map((value: Subject) => ({ value, label: t(`subject.${value}`) }))}
        />
        <Select
          label={t("filter.caller")}
          value={caller || null}
          placeholder={t("filter.anybody")}
          clearable
          searchable
          onChange={(value) => set({ who: value })}
          data={callers.map((value) => ({ value, label: whoOf(value) }))}
        />
      </div>
      <div className={style.fresh} aria-live="polite">
        {log.arrived.length > 0 && (
          <Button size="xs" radius="xl" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={log.show}>
            {t("fresh", { count: deedsOf(log.arrived).length })}
          </Button>
        )}
      </div>
      {found.length === 0 && !log.reading && (
        <Empty text={t(deeds.length === 0 ? "empty" : "emptyFilter")}>
          {deeds.length > 0 && (
            <Button variant="default" onClick={() => set({ about: null, who: null })}>
              {t("filter.clear")}
            </Button>
          )}
        </Empty>
      )}
      <section aria-label={t("list")} aria-busy={log.reading}>
        {byDay(found.slice(0, shown), zone).map(({ day, deeds: ofDay }) => (
          <section key={day} aria-label={formatDay(day, language, zone)}>
            <h2 className={style.day}>{formatDay(day, language, zone)}</h2>
            <ol className={style.list}>
              {ofDay.flatMap((deed) => [
                deed === firstSeen && deed !== found[0] ? (
                  <li key="seen" className={style.seen}>
                    {t("sinceLast")}
                  </li>
                ) : null,
                <DeedRow key={deed.number} deed={deed} zone={zone} nameOf={nameOf} who={whoOf(callerOf(deed.changes[0]!))} />,
              ])}
            </ol>
          </section>
        ))}
      </section>
      {found.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + STEP)} style={{ alignSelf: "center" }}>
          {t("more", { count: found.length - shown })}
        </Button>
      )}
    </Page>
  );
}

function byDay(deeds: readonly Deed[], zone: string): { day: string; deeds: Deed[] }[] {
  const days: { day: string; deeds: Deed[] }[] = [];
  for (const deed of deeds) {
    const time = deed.changes[0]!.changeTime;
    const day = time ? wallClock(time, zone).day : "1970-01-01";
    if (days.at(-1)?.day === day) days.at(-1)!.deeds.push(deed);
    else days.push({ day, deeds: [deed] });
  }
  return days;
}

// The number up to which the reader had seen the log when the page was opened; what is shown now is
// remembered for the next time.
function useSeen(event: string, last: bigint | undefined): number | undefined {
  const owner = readerNow();
  const key = `changes.${event}`;
  const before = useRef<number>(undefined);
  before.current ??= readDraft<number>(owner, key)?.value;
  useEffect(() => {
    if (last !== undefined) writeDraft(owner, key, Number(last));
  }, [owner, key, last]);
  return before.current;
}
