import { useQuery } from "@connectrpc/connect-query";
import { useQueries } from "@tanstack/react-query";
import { ActionIcon, Anchor, Button, Group, SegmentedControl, Select } from "@mantine/core";
import { ActionPlan_Kind, ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { allPages, useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { useAddress } from "../../parts/use_address.ts";
import style from "./calendar.module.css";
import { EntryCard } from "./entry_card.tsx";
import { entriesOf, firstYear, QUARTERS, tallyOf, yearsOf, type Tally } from "./year.ts";
import { YearRibbon } from "./year_ribbon.tsx";

const SHOWN = ["all", "planned", "unplanned"] as const;
type Shown = (typeof SHOWN)[number];
const WORDS = { all: "onlyAll", planned: "onlyPlanned", unplanned: "onlyUnplanned" } as const;

// The year by quarters: what was planned, what took place.
export function CalendarPage() {
  const { t } = useTranslation("calendar");
  const language = useLanguage();
  const [get, set] = useAddress();
  const [now] = useState(() => new Date());
  const events = useAll(EventService.method.listEvents, {}, (page) => page.events);
  const plans = useAll(ActionPlanService.method.listActionPlans, { filter: "kind = ANNUAL" }, (page) => page.actionPlans);
  useFresh("control", ActionPlanService.method.listActionPlans, ["calendar items"]);

  const annual = (plans.data ?? []).filter(({ kind }) => kind === ActionPlan_Kind.ANNUAL);
  const planYears = annual.map(({ startDate }) => Number(startDate.slice(0, 4)));
  const years = yearsOf(planYears, events.data ?? [], now);
  const year = Number(get("year")) || firstYear(planYears, events.data ?? [], now);
  const shown: Shown = SHOWN.find((each) => each === get("show")) ?? "all";
  const ofYear = annual.filter(({ startDate }) => Number(startDate.slice(0, 4)) === year);
  const items = useQueries({
    queries: ofYear.map(({ name }) => ({
      queryKey: ["calendar items", name],
      queryFn: () =>
        allPages(
          (pageToken) => clientOf(ActionPlanService).listActionItems({ filter: `action_plan = "${name}"`, pageSize: 1000, pageToken }),
          (page) => page.actionItems,
        ),
      structuralSharing: false as const,
    })),
  });
  const areItemsRead = items.every(({ data }) => data !== undefined);
  const itemsOfYear = items.flatMap(({ data }) => data ?? []);
  const all = useMemo(
    () => (events.data && areItemsRead ? entriesOf(year, itemsOfYear, events.data, now) : []),
    // The items are new arrays each time; their count and times say whether they changed.
    [year, events.data, areItemsRead, itemsOfYear.map(({ name, etag }) => name + etag).join(" "), now],
  );
  const counterparts = [...new Set(all.flatMap(({ item }) => item?.plannedEvent?.counterpart ?? []).filter(Boolean))].sort();
  const organizations = useQuery(
    DirectoryService.method.batchGetOrganizations,
    { names: counterparts },
    { enabled: counterparts.length > 0 },
  );
  const nameOf = (name: string | undefined) =>
    textIn(organizations.data?.organizations.find((each) => each.name === name)?.displayNames ?? [], language);

  const put = (key: string, value: string | null) => set({ [key]: value }, { replace: false });
  const error = events.error ?? plans.error ?? items.find((each) => each.error)?.error;
  if (error) return <PageRefused title={t("title", { year })} error={error} onRetry={() => void events.refetch()} />;
  if (!events.data || !plans.data || !areItemsRead) return <PageSkeleton />;

  const entries = all.filter(({ item }) => shown === "all" || (shown === "planned") === (item !== undefined));
  const tally = tallyOf(all);
  return (
    <Page
      title={t("title", { year })}
      lead={<Lead tally={tally} />}
      actions={
        <Group gap={4}>
          <ActionIcon variant="default" size="lg" aria-label={t("earlier")} onClick={() => put("year", String(year - 1))}>
            <IconChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <Select
            aria-label={t("year")}
            allowDeselect={false}
            w={100}
            value={String(year)}
            onChange={(value) => value && put("year", value)}
            data={[...new Set([...years, year])].sort((a, b) => b - a).map(String)}
          />
          <ActionIcon variant="default" size="lg" aria-label={t("later")} onClick={() => put("year", String(year + 1))}>
            <IconChevronRight size={16} aria-hidden />
          </ActionIcon>
        </Group>
      }
    >
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label={t("only")}
          value={shown}
          onChange={(value) => put("show", value === "all" ? null : value)}
          data={SHOWN.map((value) => ({ value, label: t(WORDS[value]) }))}
        />
        {ofYear.map(({ name, titles }) => (
          <Anchor key={name} component={Link} size="sm" to={`/control/plans/${name.split("/").at(-1)}`}>
            {textIn(titles, language) || t("plan")}
          </Anchor>
        ))}
      </Group>
      {all.length === 0 ? (
        <Empty text={t("nothing", { year })}>
          <Button component={Link} to="/events" variant="default">
            {t("events")}
          </Button>
        </Empty>
      ) : (
        <>
          <YearRibbon year={year} entries={entries} now={now} />
          <div className={style.quarters}>
            {QUARTERS.map((quarter) => {
              const own = entries.filter((entry) => entry.quarter === quarter);
              const { planned, held } = tallyOf(all.filter((entry) => entry.quarter === quarter));
              return (
                <section key={quarter} className={style.quarter} aria-label={t("quarter", { quarter })}>
                  <div className={style.head}>
                    <h2>{t("quarter", { quarter })}</h2>
                    {planned > 0 && <span title={t("countLabel", { held, planned })}>{t("count", { held, planned })}</span>}
                  </div>
                  <div className={style.meter} aria-hidden>
                    <div style={{ width: `${planned > 0 ? (100 * held) / planned : 0}%` }} />
                  </div>
                  {own.length === 0 ? (
                    <p>{t("empty")}</p>
                  ) : (
                    <ul className={style.entries}>
                      {own.map((entry) => (
                        <EntryCard key={entry.key} entry={entry} counterpart={nameOf(entry.item?.plannedEvent?.counterpart)} />
                      ))}
                    </ul>
                  )}
                </section>
              );
            })}
          </div>
        </>
      )}
    </Page>
  );
}

// "8 events planned, 7 held, 1 not held, 3 unplanned."
function Lead({ tally }: { tally: Tally }) {
  const { t } = useTranslation("calendar");
  const parts = [
    tally.planned > 0 ? t("lead.planned", { count: tally.planned }) : t("lead.nothing"),
    ...(["held", "ahead", "missed", "unplanned"] as const)
      .filter((key) => tally[key] > 0)
      .map((key) => t(`lead.${key}`, { count: tally[key] })),
  ];
  return (
    <>
      {parts.join(t("lead.separator"))}
      {t("lead.end")}
    </>
  );
}
