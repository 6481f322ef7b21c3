import { Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";

const TONES: Record<State, Tone> = {
  [State.STATE_UNSPECIFIED]: "quiet",
  [State.DRAFT]: "quiet",
  [State.NOMINATED]: "waiting",
  [State.WAITLISTED]: "waiting",
  [State.CONFIRMED]: "good",
  [State.ACCEPTED]: "good",
  [State.DECLINED]: "quiet",
  [State.REJECTED]: "bad",
  [State.WITHDRAWN]: "quiet",
  [State.SUBSTITUTED]: "quiet",
  [State.EXPIRED]: "quiet",
};

interface StateWordProps {
  state: State;
  // While waiting: the place in line.
  place?: number;
}

// Where a participation stands.
export function StateWord({ state, place = 0 }: StateWordProps) {
  const { t } = useTranslation("participants");
  const word = t(`state.${State[state]}`);
  return <StateBadge tone={TONES[state]}>{state === State.WAITLISTED && place > 0 ? t("waitingAt", { place }) : word}</StateBadge>;
}
