import { Anchor, Button, SimpleGrid, Skeleton, Stack, Switch, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Commitment_Side, type Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import type { Negotiation } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useCommitments, useResults } from "../../api/lists.ts";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { useTrips } from "./asked.ts";
import { CommitmentList } from "./commitment_list.tsx";
import { hrefOf } from "../../parts/resource_names.ts";
import { isOverdue, isUnfinished } from "./overdue.ts";
import { useMayPlanTrips } from "./rights.ts";
import { ResultsTable } from "./results_table.tsx";
import { Section } from "../../parts/section.tsx";
import { TripForm } from "./trip_form.tsx";
import { TripsTable } from "./trips_table.tsx";

const byUrgency = (a: Commitment, b: Commitment) =>
  Number(isUnfinished(b)) - Number(isUnfinished(a)) ||
  Number(isOverdue(b)) - Number(isOverdue(a)) ||
  (a.dueDate || "9999").localeCompare(b.dueDate || "9999");

// What came of it: what either side undertook and where that stands, trips, results.
export function OutcomesView({ negotiation }: { negotiation: Negotiation }) {
  const { t } = useTranslation("negotiations");
  const navigate = useNavigate();
  const [get, set] = useAddress();
  const commitments = useCommitments(`negotiation = "${negotiation.name}"`);
  const trips = useTrips(negotiation.name);
  const results = useResults(`party = "${negotiation.counterpart}"`, { enabled: negotiation.counterpart !== "" });
  const mayPlan = useMayPlanTrips();
  const [isPlanning, setIsPlanning] = useState(false);
  const withDone = get("done") === "shown";
  const shown = (commitments.data ?? []).filter((commitment) => withDone || isUnfinished(commitment)).toSorted(byUrgency);
  const ours = shown.filter(({ side }) => side !== Commitment_Side.THEIRS);
  const theirs = shown.filter(({ side }) => side === Commitment_Side.THEIRS);
  const toggle = (isShown: boolean) => set({ done: isShown ? "shown" : null }, { replace: false });
  return (
    <Stack gap="xl">
      {commitments.error && <Refused error={commitments.error} onRetry={() => void commitments.refetch()} />}
      <Switch label={t("commitment.withDone")} checked={withDone} onChange={(event) => toggle(event.currentTarget.checked)} />
      {commitments.isPending && <Skeleton height={160} />}
      {commitments.data && (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Section title={t("commitment.ours")} count={ours.length}>
            {ours.length === 0 ? <Text c="dimmed">{t("commitment.none")}</Text> : <CommitmentList commitments={ours} />}
          </Section>
          <Section title={t("commitment.theirs")} count={theirs.length}>
            {theirs.length === 0 ? (
              <Text c="dimmed">{t("commitment.none")}</Text>
            ) : (
              <CommitmentList commitments={theirs} withSide={false} />
            )}
          </Section>
        </SimpleGrid>
      )}
      <Section
        title={t("trip.title")}
        count={trips.data?.length ?? 0}
        actions={
          mayPlan && (
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsPlanning(true)}>
              {t("trip.create")}
            </Button>
          )
        }
      >
        {trips.data?.length === 0 && <Text c="dimmed">{t("trip.none")}</Text>}
        {trips.data && trips.data.length > 0 && <TripsTable trips={trips.data} />}
      </Section>
      <Section
        title={t("result.title")}
        count={results.data?.length ?? 0}
        actions={
          <Anchor component={Link} to="/figures" size="sm">
            {t("result.all")}
          </Anchor>
        }
      >
        {results.data?.length === 0 && <Text c="dimmed">{t("result.none")}</Text>}
        {results.data && results.data.length > 0 && <ResultsTable results={results.data} />}
      </Section>
      {isPlanning && (
        <TripForm negotiation={negotiation.name} onClose={() => setIsPlanning(false)} onSaved={(name) => void navigate(hrefOf(name))} />
      )}
    </Stack>
  );
}
