import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Loader, Text } from "@mantine/core";
import { errorOfStatus, refusalOf } from "@plenary/client";
import type { MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import {
  ActivityExplanation_Standing,
  PlanningService,
  type ActivityExplanation,
  type PlanConstraint,
  type Remedy,
} from "@plenary/client/gen/plenary/v1/planning_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { Refused } from "../../parts/refused.tsx";
import { shortName } from "../schedule/activity.ts";
import type { PlanData } from "./plan_data.ts";
import { namedIn, usePlanNames } from "./plan_names.ts";
import type { PlanOperation } from "./plan_operation.ts";
import { PlanTexts } from "./plan_texts.ts";
import style from "./planning.module.css";
import { RemedyCard } from "./remedy_card.tsx";
import { useRemedies } from "./use_remedies.ts";

const WAIT_MS = 5000;
const MOST = 3;
const NOTHING: never[] = [];

interface ExplanationProps {
  data: PlanData;
  // The request or meeting.
  activity: string;
  request: MeetingRequest | undefined;
  operation: PlanOperation;
}

// Why something has no place, and what would help.
export function Explanation({ data, activity, request, operation }: ExplanationProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const refusalText = useRefusalText();
  const [wantsHelp, setWantsHelp] = useState(false);
  const limit = durationFromMs(WAIT_MS);
  const why = useQuery(PlanningService.method.explainActivity, { name: activity, timeLimit: limit });
  const help = useQuery(
    PlanningService.method.suggestRelaxations,
    { name: activity, maxRemedies: MOST, timeLimit: limit },
    { enabled: wantsHelp, staleTime: 60_000 },
  );
  const explanation = why.data;
  const remedies: readonly Remedy[] = help.data?.remedies ?? NOTHING;
  const names = usePlanNames(data, namedIn(explanation ? [explanation] : NOTHING, remedies));
  const texts = new PlanTexts(t, names, language, data.zone);
  const { take, apply, busy, error } = useRemedies(data, request, operation);

  if (why.isLoading)
    return (
      <Text size="sm" c="dimmed" mt="sm" role="status">
        <Loader size={12} mr={6} aria-hidden />
        {t("why.thinking")}
      </Text>
    );
  if (why.error) return <Refused error={why.error} onRetry={() => void why.refetch()} />;
  if (explanation === undefined) return null;
  const isPlaced = explanation.standing === ActivityExplanation_Standing.PLACED;
  const hasPlace = explanation.standing === ActivityExplanation_Standing.FITS;
  return (
    <section aria-label={t("why.title")}>
      <h3 className={style.small}>{t("why.title")}</h3>
      <Text size="sm" fw={500}>
        {t(`why.standing.${ActivityExplanation_Standing[explanation.standing]}`)}
      </Text>
      {explanation.error && (
        <Text size="sm" mt={4}>
          {refusalText(refusalOf(errorOfStatus(explanation.error)))}
        </Text>
      )}
      <Constraints explanation={explanation} request={request} texts={texts} names={names} />
      {explanation.place && hasPlace && (
        <>
          <Text size="sm">{t("why.place", { place: texts.place(explanation.place) })}</Text>
          {request && (
            <Button size="xs" variant="light" mt="xs" loading={busy} onClick={() => take(explanation.place!)}>
              {t("why.take")}
            </Button>
          )}
        </>
      )}
      {error !== undefined && <Refused error={error} />}
      {!isPlaced && !hasPlace && !wantsHelp && (
        <Button size="xs" variant="light" mt="xs" onClick={() => setWantsHelp(true)}>
          {t("act.remedies")}
        </Button>
      )}
      {wantsHelp && (
        <section aria-label={t("help.title")} aria-busy={help.isFetching}>
          <h3 className={style.small}>{t("help.title")}</h3>
          {help.isLoading && (
            <Text size="sm" c="dimmed" role="status">
              <Loader size={12} mr={6} aria-hidden />
              {t("why.thinking")}
            </Text>
          )}
          {help.error && <Refused error={help.error} onRetry={() => void help.refetch()} />}
          {help.data && remedies.length === 0 && <Text size="sm">{t("help.none")}</Text>}
          {remedies.map((remedy, at) => (
            <RemedyCard
              key={at}
              remedy={remedy}
              texts={texts}
              event={data.event.name}
              activity={activity}
              busy={busy}
              onApply={() => apply(remedy)}
            />
          ))}
        </section>
      )}
    </section>
  );
}

interface ConstraintsProps {
  explanation: Pick<ActivityExplanation, "constraints" | "isMinimal" | "activity">;
  request: MeetingRequest | undefined;
  texts: PlanTexts;
  names: ReturnType<typeof usePlanNames>;
}

function Constraints({ explanation, request, texts, names }: ConstraintsProps) {
  const { t } = useTranslation("planning");
  const { constraints, isMinimal } = explanation;
  if (constraints.length === 0) return null;
  // What others are in the way with matters only where the request could be.
  const proposedFor = ({ activity }: PlanConstraint) =>
    request && (activity === "" || activity === request.name) ? request.intervals : [];
  return (
    <>
      {constraints.length > 1 && (
        <Text size="sm" mt={4} c="dimmed">
          {t("why.inTheWay")}
        </Text>
      )}
      <ul className={style.constraints}>
        {constraints.map((constraint, at) => (
          <li key={at}>
            {texts.constraint(constraint, proposedFor(constraint))}
            <OccupiedBy activities={constraint.occupiedBy} names={names} />
          </li>
        ))}
      </ul>
      {constraints.length > 1 && (
        <Text size="sm" c="dimmed">
          {t(isMinimal ? "why.minimal" : "why.notMinimal")}
        </Text>
      )}
    </>
  );
}

// What occupies somebody or something, so many of it.
const FEW = 4;

function OccupiedBy({ activities, names }: { activities: readonly string[]; names: ReturnType<typeof usePlanNames> }) {
  const { t } = useTranslation("planning");
  if (activities.length === 0 || activities.length > FEW) return null;
  return (
    <>
      {" ("}
      {t("constraint.because", { what: "" })}
      {activities.map((activity, at) => (
        <span key={activity}>
          {at > 0 && ", "}
          <Anchor
            component={Link}
            inherit
            underline="always"
            to={`/${activity.split("/").slice(0, 2).join("/")}/programme?selected=${shortName(activity)}`}
          >
            {names.activity(activity)}
          </Anchor>
        </span>
      ))}
      {")"}
    </>
  );
}
