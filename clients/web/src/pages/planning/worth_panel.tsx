import { Button, Collapse, Progress, Text } from "@mantine/core";
import { refusalOf } from "@plenary/client";
import { Code } from "@connectrpc/connect";
import { PlanEventMetadata_State, type PlanEventResponse } from "@plenary/client/gen/plenary/v1/planning_pb";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { Funnel } from "./funnel.tsx";
import type { PlanData } from "./plan_data.ts";
import { gapText, isProved, termsOf, type Sample } from "./plan_facts.ts";
import { namedIn, usePlanNames } from "./plan_names.ts";
import type { PlanOperation } from "./plan_operation.ts";
import { PlanTexts } from "./plan_texts.ts";
import style from "./planning.module.css";

interface WorthPanelProps {
  data: PlanData;
  operation: PlanOperation;
  samples: readonly Sample[];
}

// What the plan is worth and what is proved of it; while one is made, how far that is.
export function WorthPanel({ data, operation, samples }: WorthPanelProps) {
  const { t } = useTranslation("planning");
  const [open, setOpen] = useState(false);
  const { isRunning, response } = operation;
  return (
    <section className={style.panel} aria-label={t("worth.title")}>
      <h2 className={style.heading}>{t("worth.title")}</h2>
      {isRunning && <Running operation={operation} />}
      {operation.error !== undefined && <Failed data={data} operation={operation} />}
      {response && !isRunning && <Worth response={response} />}
      {!isRunning && !response && operation.error === undefined && (
        <Text size="sm" c="dimmed">
          {t("worth.none")}
        </Text>
      )}
      {(isRunning || response) && (
        <>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            px={4}
            mt="xs"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            leftSection={open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          >
            {t("worth.details")}
          </Button>
          <Collapse expanded={open}>
            <Details operation={operation} samples={samples} />
          </Collapse>
        </>
      )}
    </section>
  );
}

const PHASES = {
  [PlanEventMetadata_State.STATE_UNSPECIFIED]: "reading",
  [PlanEventMetadata_State.READING]: "reading",
  [PlanEventMetadata_State.SEARCHING]: "searching",
  [PlanEventMetadata_State.EXPLAINING]: "explaining",
  [PlanEventMetadata_State.WRITING]: "writing",
} as const;

const secondsOf = (length: { seconds: bigint; nanos: number } | undefined) => (length ? Number(length.seconds) + length.nanos / 1e9 : 0);

// "0:07"
const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function Running({ operation: { progress, cancel } }: { operation: PlanOperation }) {
  const { t } = useTranslation("planning");
  const elapsed = secondsOf(progress?.elapsed);
  const limit = secondsOf(progress?.timeLimit);
  const phase = t(`running.${PHASES[progress?.state ?? PlanEventMetadata_State.READING]}`);
  return (
    <>
      <Text size="sm" role="status">
        {phase}
      </Text>
      <Progress.Root size="sm" mt={6}>
        <Progress.Section value={limit > 0 ? Math.min(100, (100 * elapsed) / limit) : 0} aria-label={phase} />
      </Progress.Root>
      {limit > 0 && (
        <Text size="sm" c="dimmed" mt={4} className={style.times}>
          {t("running.of", { elapsed: minutes(elapsed), limit: minutes(limit) })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t("running.stays")}
      </Text>
      <Button size="xs" variant="default" mt="xs" onClick={() => void cancel()}>
        {t("act.cancelPlanning")}
      </Button>
    </>
  );
}

function Failed({ data, operation }: { data: PlanData; operation: PlanOperation }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const conflict = operation.progress?.conflict ?? [];
  const names = usePlanNames(data, namedIn([], [], conflict));
  const texts = new PlanTexts(t, names, language, data.zone);
  if (refusalOf(operation.error).code === Code.Canceled)
    return (
      <Text size="sm" role="status">
        {t("running.cancelled")}
      </Text>
    );
  return (
    <Refused error={operation.error}>
      {conflict.length > 0 && (
        <>
          <Text size="sm">{t("running.conflict")}</Text>
          <ul className={style.constraints}>
            {conflict.map((constraint, at) => (
              <li key={at}>{texts.constraint(constraint)}</li>
            ))}
          </ul>
        </>
      )}
    </Refused>
  );
}

function Worth({ response }: { response: PlanEventResponse }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const { score, bound } = response;
  const total = score?.total ?? 0n;
  return (
    <>
      <Text size="sm">{isProved(response) ? t("worth.proved") : t("worth.open", { gap: gapText(total, bound, language) })}</Text>
      <Text size="sm" mt={4}>
        {response.breaks === 0
          ? t("worth.noBreaks")
          : t("worth.breaks", { count: response.breaks, fewest: response.fewestBreaks, most: response.mostBreaks })}
      </Text>
      {score && (
        <table className={style.terms}>
          <caption className={style.small}>
            {t("worth.terms")}. {t("worth.smaller")}
          </caption>
          <tbody>
            {termsOf(score).map(({ term, points }) => (
              <tr key={term}>
                <th scope="row">{t(`term.${term}`)}</th>
                <td>{Number(points).toLocaleString(language === "be" ? "ru" : language)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("worth.total")}</th>
              <td>{Number(total).toLocaleString(language === "be" ? "ru" : language)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </>
  );
}

function Details({ operation, samples }: { operation: PlanOperation; samples: readonly Sample[] }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const { progress, response } = operation;
  const best = response?.score?.total ?? progress?.bestScore;
  const bound = response?.bound ?? progress?.bound ?? 0n;
  return (
    <>
      <Funnel samples={samples} />
      <dl className={style.facts}>
        <dt>{t("worth.score")}</dt>
        <dd className={style.times}>{best === undefined ? "–" : String(best)}</dd>
        <dt>{t("worth.bound")}</dt>
        <dd className={style.times}>{String(bound)}</dd>
        <dt>{t("worth.gap")}</dt>
        <dd className={style.times}>{best === undefined ? "–" : gapText(best, bound, language)}</dd>
      </dl>
      {response && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("worth.elapsed", { seconds: secondsOf(response.elapsed).toFixed(1), first: secondsOf(response.firstPlanElapsed).toFixed(1) })}{" "}
          {t("worth.did", {
            created: response.meetingsCreated,
            moved: response.meetingsMoved,
            replaced: response.meetingsReplaced,
            kept: response.meetingsKept,
            cancelled: response.meetingsCancelled,
          })}
        </Text>
      )}
    </>
  );
}
