import { Skeleton, Text } from "@mantine/core";
import {
  Delegation_State as DelegationState,
  Participant_State as State,
  type QuotaReport,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ParticipantCounts } from "./overview_counts.ts";
import look from "./events.module.css";

interface NumbersProps {
  event: string;
  counts: ParticipantCounts | undefined;
  states: ReadonlyMap<DelegationState, number>;
  report: QuotaReport | undefined;
}

// What waits and how far it is; each leads to those it counts.
export function Numbers({ event, counts, states, report }: NumbersProps) {
  const { t } = useTranslation("events");
  if (!counts) {
    return (
      <div className={look.numbers} aria-hidden>
        {Array.from({ length: 5 }, (_, place) => (
          <Skeleton key={place} height={84} />
        ))}
      </div>
    );
  }
  const participants = `/${event}/participants`;
  const nominated = counts.byState.get(State.NOMINATED) ?? 0;
  const waitlisted = counts.byState.get(State.WAITLISTED) ?? 0;
  const submitted = states.get(DelegationState.SUBMITTED) ?? 0;
  const over = report?.quotas.filter(({ overBy }) => overBy > 0).length ?? 0;
  const delegations = [...states.values()].reduce((sum, count) => sum + count, 0);
  return (
    <div className={look.numbers}>
      <Number
        to={`${participants}/confirmations`}
        value={nominated}
        label={t("numbers.toConfirm", { count: nominated })}
        waits={nominated > 0}
      />
      <Number
        to={`/${event}/delegations?state=SUBMITTED`}
        value={submitted}
        label={t("numbers.toApprove", { count: submitted })}
        waits={submitted > 0}
      />
      <Number
        to={`${participants}?state=WAITLISTED`}
        value={waitlisted}
        label={t("numbers.waitlisted", { count: waitlisted })}
        waits={waitlisted > 0}
      />
      <Number
        to={`${participants}?state=CONFIRMED,ACCEPTED`}
        value={t("numbers.of", { part: counts.confirmed, whole: counts.expected })}
        label={t("numbers.confirmed")}
      />
      <Number to={`/${event}/delegations`} value={delegations} label={t("numbers.delegations", { count: delegations })} />
      {over > 0 && <Number to={`/${event}/delegations?quota=over`} value={over} label={t("numbers.over", { count: over })} waits />}
    </div>
  );
}

interface NumberProps {
  to: string;
  value: number | string;
  label: string;
  waits?: boolean;
}

function Number({ to, value, label, waits = false }: NumberProps) {
  return (
    <Link to={to} className={look.number} data-waits={waits || undefined}>
      <strong>{value}</strong>
      <Text component="span" size="sm" c="dimmed">
        {label}
      </Text>
    </Link>
  );
}
