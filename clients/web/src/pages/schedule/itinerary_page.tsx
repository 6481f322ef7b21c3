import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Group, Menu, Select } from "@mantine/core";
import { IconChevronDown, IconPrinter } from "@tabler/icons-react";
import { skipToken } from "@tanstack/react-query";
import { ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { CopyText } from "../../parts/copy_text.tsx";
import { Empty } from "../../parts/empty.tsx";
import { sortByReader } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatDay, formatInstant, zoneLabel } from "../../parts/when.ts";
import { personKey } from "./activity.ts";
import { ExportDialog } from "./export_dialog.tsx";
import { textOfDays } from "./messenger_text.ts";
import { programmePath } from "./paths.ts";
import { useSchedule } from "./schedule_context.ts";
import { Sheet } from "./sheet.tsx";
import { useShownView } from "./use_shown_view.tsx";
import { daysOfItems, textLinesOf } from "./sheet_lines.ts";

// Where a person, a delegation, a hall, an interpreter or a car is, in order: ?of=events/…/delegations/…
export function ItineraryPage() {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const [get, set] = useAddress();
  const { event, zone, activities, assets, delegations, nameOf, attendeeName } = useSchedule();
  const { view, control } = useShownView();
  const of = get("of");
  const itinerary = useQuery(ScheduleService.method.getItinerary, of === "" ? skipToken : { subject: of, view, languageCode: language });
  const [exporting, setExporting] = useState(false);
  const [printed] = useState(() => new Date());

  const choices = useMemo(() => {
    const sorted = (list: { value: string; label: string }[]) => sortByReader(list, ({ label }) => label, language);
    const people = new Map(activities.flatMap(({ attendees }) => attendees.map((each) => [personKey(each), attendeeName(each)] as const)));
    const groups = [
      { group: t("itinerary.delegations"), items: sorted(delegations.map((value) => ({ value, label: nameOf(value) }))) },
      { group: t("itinerary.people"), items: sorted([...people].map(([value, label]) => ({ value, label }))) },
      {
        group: t("itinerary.assets"),
        items: sorted(
          [...assets.values()].filter(({ deleteTime }) => !deleteTime).map(({ name }) => ({ value: name, label: nameOf(name) })),
        ),
      },
    ];
    const isKnown = of === "" || groups.some(({ items }) => items.some(({ value }) => value === of));
    return isKnown
      ? groups
      : [{ group: t("itinerary.asked"), items: [{ value: of, label: itinerary.data?.displayName || nameOf(of) }] }, ...groups];
  }, [activities, assets, delegations, nameOf, attendeeName, language, t, of, itinerary.data]);

  const name = of === "" ? "" : nameOf(of) !== of.split("/").at(-1) ? nameOf(of) : (itinerary.data?.displayName ?? "");
  const days = daysOfItems(itinerary.data?.items ?? []);
  const ownZone = itinerary.data?.timeZone || zone;
  const version = itinerary.data?.version ? t("print.version", { version: itinerary.data.version, when: "" }) : t("print.notReleased");
  const stamp = [name, version, t("print.at", { when: formatInstant(printed, language, zone) })].join(" · ");
  return (
    <Page
      title={name || t("itinerary.title")}
      lead={
        of === ""
          ? t("itinerary.lead")
          : `${t("itinerary.count", { count: itinerary.data?.items.length ?? 0 })} · ${zoneLabel(ownZone, language)}`
      }
      actions={
        of !== "" && (
          <Group gap="xs" className="not-printed">
            <CopyText
              label={t("print.copy")}
              text={() =>
                textOfDays(
                  name,
                  days.map(({ date, items }) => ({ heading: formatDay(date, language, zone, "weekday"), lines: textLinesOf(items) })),
                  stamp,
                )
              }
            />
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                  {t("menu.open")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setExporting(true)}>{t("menu.export")}</Menu.Item>
                <Menu.Item component={Link} to={`${programmePath(event.name, "calendars")}?of=${encodeURIComponent(of)}`}>
                  {t("menu.calendar")}
                </Menu.Item>
                {of.includes("/delegations/") && (
                  <Menu.Item component={Link} to={`${programmePath(event.name, "documents")}?delegation=${encodeURIComponent(of)}`}>
                    {t("itinerary.documents")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
            <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
              {t("print.do")}
            </Button>
          </Group>
        )
      }
    >
      <Group gap="sm" mb="md" align="flex-end" className="not-printed">
        <Select
          w={420}
          maw="100%"
          label={t("itinerary.whose")}
          placeholder={t("itinerary.choose")}
          searchable
          data={choices}
          value={of || null}
          onChange={(next) => set({ of: next })}
          nothingFoundMessage={t("filter.nothing")}
          limit={200}
        />
        {of !== "" && control}
      </Group>
      {itinerary.error && <Refused error={itinerary.error} onRetry={() => void itinerary.refetch()} />}
      {of !== "" && itinerary.isPending && <PageSkeleton />}
      {itinerary.data && days.length === 0 && <Empty text={t("itinerary.empty")} />}
      {of.startsWith("people/") && itinerary.data && (
        <Anchor component={Link} to={`/directory/${of}`} size="sm" className="not-printed">
          {t("itinerary.person")}
        </Anchor>
      )}
      <Sheet days={days} head={stamp} />
      {exporting && <ExportDialog subject={of} onClose={() => setExporting(false)} />}
    </Page>
  );
}
