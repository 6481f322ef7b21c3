import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { Classification } from "@plenary/client/gen/plenary/v1/common_pb";
import { Negotiation_State, Topic_State } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { Protocol_State } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { Commitment_State } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { Trip_State } from "@plenary/client/gen/plenary/v1/trips_pb";
import { useTranslation } from "react-i18next";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import look from "./badges.module.css";

const NEGOTIATION: Record<Negotiation_State, Tone> = {
  [Negotiation_State.STATE_UNSPECIFIED]: "quiet",
  [Negotiation_State.OPEN]: "good",
  [Negotiation_State.SUSPENDED]: "waiting",
  [Negotiation_State.CLOSED]: "quiet",
};

export function NegotiationState({ state }: { state: Negotiation_State }) {
  const { t } = useTranslation("negotiations");
  return <StateBadge tone={NEGOTIATION[state]}>{t(`state.negotiation.${Negotiation_State[state]}`)}</StateBadge>;
}

const TOPIC: Record<Topic_State, Tone> = {
  [Topic_State.STATE_UNSPECIFIED]: "quiet",
  [Topic_State.OPEN]: "waiting",
  [Topic_State.AGREED]: "good",
  [Topic_State.DROPPED]: "quiet",
};

export function TopicState({ state }: { state: Topic_State }) {
  const { t } = useTranslation("negotiations");
  return <StateBadge tone={TOPIC[state]}>{t(`state.topic.${Topic_State[state]}`)}</StateBadge>;
}

const PROTOCOL: Record<Protocol_State, Tone> = {
  [Protocol_State.STATE_UNSPECIFIED]: "quiet",
  [Protocol_State.DRAFT]: "tentative",
  [Protocol_State.AGREED]: "waiting",
  [Protocol_State.INITIALLED]: "waiting",
  [Protocol_State.APPROVED]: "good",
  [Protocol_State.SIGNED]: "good",
  [Protocol_State.IN_FORCE]: "good",
  [Protocol_State.TERMINATED]: "quiet",
};

export function ProtocolState({ state }: { state: Protocol_State }) {
  const { t } = useTranslation("negotiations");
  return <StateBadge tone={PROTOCOL[state]}>{t(`state.protocol.${Protocol_State[state]}`)}</StateBadge>;
}

const COMMITMENT: Record<Commitment_State, Tone> = {
  [Commitment_State.STATE_UNSPECIFIED]: "quiet",
  [Commitment_State.OPEN]: "tentative",
  [Commitment_State.IN_PROGRESS]: "waiting",
  [Commitment_State.FULFILLED]: "good",
  [Commitment_State.PARTLY]: "good",
  [Commitment_State.DROPPED]: "quiet",
  [Commitment_State.SUPERSEDED]: "quiet",
};

export function CommitmentState({ state }: { state: Commitment_State }) {
  const { t } = useTranslation("negotiations");
  return <StateBadge tone={COMMITMENT[state]}>{t(`state.commitment.${Commitment_State[state]}`)}</StateBadge>;
}

const TRIP: Record<Trip_State, Tone> = {
  [Trip_State.STATE_UNSPECIFIED]: "quiet",
  [Trip_State.PLANNED]: "tentative",
  [Trip_State.APPROVED]: "waiting",
  [Trip_State.REPORTED]: "waiting",
  [Trip_State.CLOSED]: "good",
};

export function TripState({ state }: { state: Trip_State }) {
  const { t } = useTranslation("negotiations");
  return <StateBadge tone={TRIP[state]}>{t(`state.trip.${Trip_State[state]}`)}</StateBadge>;
}

// How far a text may go.
export function ClassificationBadge({ classification }: { classification: Classification }) {
  const { t } = useTranslation("negotiations");
  const level = Classification[classification || Classification.OFFICIAL];
  const Mark = classification <= Classification.OFFICIAL ? IconLockOpen : IconLock;
  return (
    <span className={look.classification} data-level={level}>
      <Mark size={12} aria-hidden />
      {t(`classification.${level}`)}
    </span>
  );
}
