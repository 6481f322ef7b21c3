import { Button, Group, Menu, SegmentedControl, Stack, Tabs, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronDown, IconPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { useKey } from "../../parts/use_key.ts";
import { formatDay, zoneLabel } from "../../parts/when.ts";
import { activityOnDay, eventOf, shortName, type Activity } from "./activity.ts";
import { ActivityPanel } from "./activity_panel.tsx";
import { DayGrid } from "./day_grid.tsx";
import { DayList } from "./day_list.tsx";
import { DelayDialog } from "./delay_dialog.tsx";
import { MoveDialog } from "./move_dialog.tsx";
import { programmePath } from "./paths.ts";
import { placed } from "./placement.ts";
import { useProgrammeAddress } from "./programme_address.ts";
import { isFiltering, passes } from "./programme_filter.ts";
import { ProgrammeFilters } from "./programme_filters.tsx";
import { ProgrammeMenu } from "./programme_menu.tsx";
import { ProgrammeNotices } from "./programme_notices.tsx";
import { RefusedMoveCard } from "./refused_move.tsx";
import { assetsInPlay, DIMENSIONS, rowsOf } from "./rows.ts";
import { useSchedule } from "./schedule_context.ts";
import { useMisfits } from "./use_misfits.ts";
import { useMove } from "./use_move.ts";
import { useRecentChanges } from "./use_recent_changes.ts";
import { clock, dayOf } from "../../parts/venue_day.ts";

// The programme of an event, day by day.
export function ProgrammePage() {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const navigate = useNavigate();
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const { event, zone, days, activities, assets, byName, mayEdit, nameOf, refresh } = useSchedule();
  const { day, shape, filter, selected, set } = useProgrammeAddress(isNarrow);
  const moving = useMove();
  const misfits = useMisfits();
  const { recent, forget } = useRecentChanges(event.name, refresh);
  const [focused, setFocused] = useState("");
  const [movingName, setMovingName] = useState("");
  const [lateName, setLateName] = useState("");
  // What was moved by the keyboard keeps the focus where it has gone.
  const [arrived, setArrived] = useState("");
  useEffect(() => {
    if (arrived === "" || movingName !== "") return;
    document.querySelector<HTMLElement>(`[role=gridcell][data-stop$="|${CSS.escape(arrived)}"]`)?.focus();
    setArrived("");
  }, [arrived, movingName]);

  // What is being moved stands where it is going to.
  const shown = useMemo(
    () =>
      activities.map((activity) => {
        const placement = moving.pending.get(activity.name);
        return placement ? placed(activity, placement, assets) : activity;
      }),
    [activities, moving.pending, assets],
  );
  const ofDay = useMemo(() => shown.filter((activity) => activityOnDay(activity, day, zone)), [shown, day, zone]);
  const isShown = useCallback((activity: Activity) => passes(activity, filter), [filter]);
  const conflictsOf = useCallback((name: string) => misfits.get(name)?.filter(({ isWarning }) => !isWarning).length ?? 0, [misfits]);
  const fresh = useMemo(() => new Set(recent.map(({ activity }) => activity)), [recent]);
  const rows = useMemo(() => {
    if (shape === "list") return [];
    const inPlay = sortByReader(
      assetsInPlay(shape, activities, assets),
      ({ name, venue }) => `${venue === "" ? "" : nameOf(venue)} ${nameOf(name)}`,
      language,
    );
    const made = rowsOf(shape, ofDay, inPlay, assets);
    const sorted = shape === "people" ? sortByReader(made, ({ key }) => nameOf(key), language) : made;
    return isFiltering(filter) && shape !== "rooms" ? sorted.filter((row) => row.items.some(({ activity }) => isShown(activity))) : sorted;
  }, [shape, activities, ofDay, assets, language, nameOf, filter, isShown]);

  const open = (activity: Activity) => set("selected", shortName(activity.name));
  const opened = byName.get(`${event.name}/${selected}`);
  const toMove = byName.get(movingName);
  useKey({ code: "KeyM" }, () => mayEdit && byName.has(focused) && setMovingName(focused));
  useKey({ code: "KeyL" }, () => byName.has(focused) && setLateName(focused));

  const countOn = (each: string) =>
    activities.filter(
      (activity) =>
        !activity.isCancelled && activity.source.kind !== "booking" && dayOf(activity.start, zone) === each && isShown(activity),
    ).length;
  const tabs = [...new Set([...days, day])].sort();
  const addressOfNew = (kind: string, more: Record<string, string> = {}) =>
    programmePath(event.name, `${kind}/new?${new URLSearchParams({ day, ...more })}`);

  return (
    <Page
      title={t("title")}
      lead={`${t("lead", { count: countOn(day), day: formatDay(day, language, zone, "weekday") })} · ${zoneLabel(zone, language)}`}
      actions={
        <>
          <ProgrammeMenu day={day} activities={ofDay.filter(isShown)} />
          {mayEdit && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button leftSection={<IconPlus size={16} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>
                  {t("add.open")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item component={Link} to={addressOfNew("sessions")}>
                  {t("add.session")}
                </Menu.Item>
                <Menu.Item component={Link} to={addressOfNew("sessions", { stay: "1" })}>
                  {t("add.stay")}
                </Menu.Item>
                <Menu.Item component={Link} to={addressOfNew("meetings")}>
                  {t("add.meeting")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    >
      <ProgrammeNotices recent={recent} onForget={forget} misfits={misfits} onOpen={open} />
      <Stack gap={8}>
        <Group justify="space-between" gap="sm" wrap="wrap">
          {!isNarrow && (
            <SegmentedControl
              aria-label={t("shape.label")}
              value={shape}
              onChange={(next) => set("rows", next)}
              data={[...DIMENSIONS, "list" as const].map((each) => ({ value: each, label: t(`shape.${each}`) }))}
            />
          )}
          <ProgrammeFilters filter={filter} onChange={set} />
        </Group>
        <Tabs value={day} onChange={(next) => next && set("day", next)} keepMounted={false}>
          <Tabs.List aria-label={t("days")} style={{ flexWrap: "nowrap", overflowX: "auto", overflowY: "hidden" }}>
            {tabs.map((each) => (
              <Tabs.Tab
                key={each}
                value={each}
                rightSection={
                  <Text span size="xs" c="dimmed">
                    {countOn(each)}
                  </Text>
                }
                style={{ flex: "none" }}
              >
                {formatDay(each, language, zone, "short")}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map((each) => (
            <Tabs.Panel key={each} value={each} pt="sm">
              {shape === "list" ? (
                <DayList day={day} activities={ofDay.filter(isShown)} conflictsOf={conflictsOf} fresh={fresh} onOpen={open} />
              ) : (
                <DayGrid
                  day={day}
                  dimension={shape}
                  rows={rows}
                  isShown={isShown}
                  conflictsOf={conflictsOf}
                  fresh={fresh}
                  onOpen={open}
                  onFocus={({ name }) => setFocused(name)}
                  onMove={(activity, placement) => void moving.move(activity, placement)}
                  onCreate={(start, end, room) =>
                    void navigate(
                      addressOfNew(shape === "tables" ? "meetings" : "sessions", { start: clock(start), end: clock(end), room }),
                    )
                  }
                />
              )}
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
      {opened && (
        <ActivityPanel
          activity={opened}
          obstacles={misfits.get(opened.name) ?? []}
          onClose={() => set("selected", "")}
          onOpen={open}
          onMove={() => setMovingName(opened.name)}
          onLate={() => setLateName(opened.name)}
        />
      )}
      {toMove && (
        <MoveDialog
          activity={toMove}
          onClose={() => setMovingName("")}
          onMove={async (activity, placement) => {
            if (await moving.move(activity, placement)) setArrived(activity.name);
          }}
          onOpen={(activity) => (setMovingName(""), open(activity))}
        />
      )}
      {lateName !== "" && eventOf(lateName) === event.name && (
        <DelayDialog activity={lateName} onClose={() => (setLateName(""), void refresh())} />
      )}
      <RefusedMoveCard moving={moving} onOpen={open} />
    </Page>
  );
}
