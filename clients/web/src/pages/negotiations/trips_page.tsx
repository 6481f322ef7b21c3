import { SegmentedControl, Skeleton } from "@mantine/core";
import { TripService } from "@plenary/client/gen/plenary/v1/trips_pb";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useAll } from "../../api/pages.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useFreshTrips } from "./asked.ts";
import { NegotiationsNav } from "./negotiations_nav.tsx";
import { TripsTable } from "./trips_table.tsx";

const FILTERS = { all: "", late: "is_report_overdue = true", reported: "state = REPORTED" } as const;
type Which = keyof typeof FILTERS;

// Every trip, those whose report is late, or those whose report waits to be accepted.
export function TripsPage() {
  const { t } = useTranslation("negotiations");
  const [query, setQuery] = useSearchParams();
  useFreshTrips();
  const which: Which = query.has("late") ? "late" : query.get("state") === "REPORTED" ? "reported" : "all";
  const trips = useAll(TripService.method.listTrips, { filter: FILTERS[which], orderBy: "return_date desc" }, (page) => page.trips);
  const choose = (next: string) =>
    setQuery(next === "late" ? { late: "" } : next === "reported" ? { state: "REPORTED" } : {}, { replace: true });
  return (
    <Page title={t("trip.title")}>
      <NegotiationsNav />
      <SegmentedControl
        aria-label={t("trip.which")}
        style={{ alignSelf: "flex-start" }}
        value={which}
        onChange={choose}
        data={[
          { value: "all", label: t("trip.all") },
          { value: "late", label: t("trip.late") },
          { value: "reported", label: t("trip.reported") },
        ]}
      />
      {trips.error && <Refused error={trips.error} onRetry={() => void trips.refetch()} />}
      {trips.isPending && <Skeleton height={160} />}
      {trips.data?.length === 0 && <Empty text={t("trip.none")} />}
      {trips.data && trips.data.length > 0 && <TripsTable trips={trips.data} />}
    </Page>
  );
}
