import { useQuery } from "@connectrpc/connect-query";
import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { GetProgrammeRequest_Rendering, ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { CopyText } from "../../parts/copy_text.tsx";
import { Empty } from "../../parts/empty.tsx";
import { sortByReader } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatDay, formatInstant, instantOf, zoneLabel } from "../../parts/when.ts";
import { textOfDays } from "./messenger_text.ts";
import { useSchedule } from "./schedule_context.ts";
import { Sheet } from "./sheet.tsx";
import { textLinesOf } from "./sheet_lines.ts";
import { useShownView } from "./use_shown_view.tsx";

// The programme on paper: of the event, or of a delegation's stay; for guests, or for those who run it.
export function PrintPage() {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const [get, set] = useAddress();
  const { event, zone, seesAll, delegations, nameOf } = useSchedule();
  const { view, control } = useShownView();
  const subject = get("of", event.name);
  const working = get("for") === "staff" && seesAll;
  const rendering = working ? GetProgrammeRequest_Rendering.WORKING : GetProgrammeRequest_Rendering.GUESTS;
  const programme = useQuery(ScheduleService.method.getProgramme, { subject, rendering, languageCode: language, view });
  const [printed] = useState(() => new Date());

  const days = programme.data?.days ?? [];
  const version = programme.data?.version
    ? t("print.version", {
        version: programme.data.version,
        when: programme.data.versionTime ? formatInstant(instantOf(programme.data.versionTime), language, zone) : "",
      })
    : t("print.notReleased");
  const whose = programme.data?.displayName || (subject === event.name ? textIn(event.displayNames, language) : nameOf(subject));
  const title = subject === event.name ? t("print.title") : whose;
  const stamp = [whose, version, t("print.at", { when: formatInstant(printed, language, zone) })].join(" · ");
  const choices = [
    { value: event.name, label: t("print.wholeEvent") },
    ...sortByReader(
      delegations.map((value) => ({ value, label: nameOf(value) })),
      ({ label }) => label,
      language,
    ),
  ];
  return (
    <Page
      title={title}
      lead={`${version} · ${zoneLabel(zone, language)}`}
      actions={
        <Group gap="xs" className="not-printed">
          <CopyText
            label={t("print.copy")}
            text={() =>
              textOfDays(
                whose,
                days.map(({ date, items }) => ({ heading: formatDay(date, language, zone, "weekday"), lines: textLinesOf(items) })),
                stamp,
              )
            }
          />
          <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
            {t("print.do")}
          </Button>
        </Group>
      }
    >
      <Group gap="sm" mb="md" align="flex-end" className="not-printed">
        <Select
          w={320}
          label={t("print.whose")}
          searchable
          allowDeselect={false}
          data={choices}
          value={subject}
          onChange={(of) => set({ of: of === event.name ? null : of })}
        />
        {seesAll && (
          <SegmentedControl
            aria-label={t("print.for")}
            value={working ? "staff" : "guests"}
            onChange={(whom) => set({ for: whom === "staff" ? "staff" : null })}
            data={[
              { value: "guests", label: t("print.guests") },
              { value: "staff", label: t("print.staff") },
            ]}
          />
        )}
        {control}
      </Group>
      {programme.error && <Refused error={programme.error} onRetry={() => void programme.refetch()} />}
      {programme.isPending && <PageSkeleton />}
      {programme.data && days.length === 0 && <Empty text={t("print.empty")} />}
      <Sheet days={days} head={stamp} />
    </Page>
  );
}
