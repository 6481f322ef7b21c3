import { Anchor, Stack, Text } from "@mantine/core";
import type { Trip } from "@plenary/client/gen/plenary/v1/trips_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { TripState } from "./badges.tsx";
import { usePersonLines } from "../../parts/directory.ts";
import { hrefOf } from "../../parts/resource_names.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

// Trips for a negotiation, the latest first.
export function TripsTable({ trips }: { trips: readonly Trip[] }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const person = usePersonLines(trips.map(({ responsible }) => responsible));
  const day = (date: string) => (date === "" ? "" : formatDay(date, language, "UTC"));
  const columns: SimpleColumn<Trip>[] = [
    {
      id: "assignment",
      header: t("trip.assignment"),
      isTitle: true,
      width: "40%",
      cell: (trip) => (
        <Anchor component={Link} to={hrefOf(trip.name)} lineClamp={2}>
          {textIn(trip.assignments, language)}
        </Anchor>
      ),
    },
    { id: "return", header: t("trip.returns"), cell: ({ returnDate }) => day(returnDate) },
    { id: "responsible", header: t("trip.responsible"), cell: ({ responsible }) => person(responsible) },
    {
      id: "state",
      header: t("state.title"),
      cell: (trip) => (
        <Stack gap={4} align="flex-start">
          <TripState state={trip.state} />
          {trip.isReportOverdue && <StateBadge tone="bad">{t("trip.reportOverdue")}</StateBadge>}
          {!trip.isReportOverdue && trip.report === undefined && trip.reportDueDate !== "" && (
            <Text size="sm" c="dimmed">
              {t("trip.reportUntil", { day: day(trip.reportDueDate) })}
            </Text>
          )}
        </Stack>
      ),
    },
  ];
  return <SimpleTable label={t("trip.title")} columns={columns} rows={trips} keyOf={({ name }) => name} />;
}
