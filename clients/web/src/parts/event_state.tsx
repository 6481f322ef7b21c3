import { Event_State as State } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { StateBadge, type Tone } from "./state_badge.tsx";

const TONES: Record<State, Tone> = {
  [State.STATE_UNSPECIFIED]: "quiet",
  [State.DRAFT]: "quiet",
  [State.PUBLISHED]: "tentative",
  [State.RUNNING]: "good",
  [State.CLOSED]: "quiet",
  [State.ARCHIVED]: "quiet",
  [State.POSTPONED]: "conflict",
  [State.CANCELLED]: "bad",
};

// Where an event stands.
export function EventState({ state }: { state: State }) {
  const { t } = useTranslation();
  return <StateBadge tone={TONES[state]}>{t(`eventState.${State[state]}`)}</StateBadge>;
}
