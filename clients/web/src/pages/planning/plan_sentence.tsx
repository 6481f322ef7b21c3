import { PlanConstraint_Kind, type ActivityExplanation, type PlanConstraint } from "@plenary/client/gen/plenary/v1/planning_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import type { PlanData } from "./plan_data.ts";
import { gapText, impossibleCount, isProved, stillStands, type Sides } from "./plan_facts.ts";
import { namedIn, usePlanNames } from "./plan_names.ts";
import type { PlanOperation } from "./plan_operation.ts";
import { PlanTexts } from "./plan_texts.ts";
import style from "./planning.module.css";

interface PlanSentenceProps {
  data: PlanData;
  sides: Sides;
  operation: PlanOperation;
  // Whether somebody changed the plan by hand since it was made.
  isTouched: boolean;
}

// So many of what has no place are told with why.
const FEW = 2;

// "55 of 57 meetings have a place; two are impossible, because …; no better plan exists."
export function PlanSentence({ data, sides, operation, isTouched }: PlanSentenceProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const { response, progress, isRunning } = operation;
  const stands = response && stillStands(response, sides, data.meetings.length);
  const why = (stands ? response.unplaced : []).filter(({ explanation }) => reasonsOf(explanation).length > 0).slice(0, FEW);
  const names = usePlanNames(
    data,
    namedIn(
      why.flatMap(({ explanation }) => explanation ?? []),
      [],
    ),
  );
  const texts = new PlanTexts(t, names, language, data.zone);

  const all = sides.placed.length + sides.unplaced.length;
  const parts: string[] = [];
  if (isRunning) {
    parts.push(t("sentence.running", { placed: progress?.placed ?? 0, count: progress?.activities || all }));
  } else if (all === 0) {
    parts.push(t("sentence.nothing"));
  } else if (sides.placed.length === 0) {
    parts.push(t("sentence.nonePlaced", { count: all }));
  } else if (sides.unplaced.length === 0) {
    parts.push(t("sentence.allPlaced", { count: all }));
  } else {
    parts.push(t("sentence.placed", { placed: sides.placed.length, count: all }));
    const impossible = stands ? impossibleCount(response) : 0;
    const others = sides.unplaced.length - impossible;
    const told = why.map(({ activity, explanation }) => {
      const proposed = sides.unplaced.find(({ name }) => name === activity)?.intervals;
      const reasons = reasonsOf(explanation)
        .slice(0, FEW)
        .map((each) => decapital(texts.constraint(each, each.activity === activity || each.activity === "" ? proposed : [])));
      return t("sentence.because", { what: names.activity(activity), why: reasons.join(", ") });
    });
    const counts = [
      ...(impossible > 0 ? [t("sentence.impossible", { count: impossible })] : []),
      ...(others > 0 ? [t("sentence.unplaced", { count: others })] : []),
    ];
    parts.push([counts.join(", "), ...told].join(t("sentence.colon")));
  }
  if (stands && !isRunning) {
    if (isTouched) parts.push(t("sentence.changedSince"));
    else if (isProved(response)) parts.push(t("sentence.best"));
    else parts.push(t("sentence.maybeBetter", { gap: gapText(response.score?.total ?? 0n, response.bound, language) }));
  }
  return (
    <p className={style.sentence} aria-live="polite">
      {parts.join(t("sentence.separator"))}
      {t("sentence.end")}
    </p>
  );
}

// That it has to take place is no reason that it cannot.
function reasonsOf(explanation: ActivityExplanation | undefined): PlanConstraint[] {
  return (explanation?.constraints ?? []).filter(({ kind }) => kind !== PlanConstraint_Kind.MUST_BE_PLACED);
}

// Reasons stand within a sentence: "only at …"; names keep their capitals.
function decapital(text: string): string {
  return /^\p{Lu}\p{Ll}+[ :]/u.test(text) ? text.charAt(0).toLocaleLowerCase() + text.slice(1) : text;
}
