import { Delegation_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";

const TONES: Record<State, Tone> = {
  [State.STATE_UNSPECIFIED]: "quiet",
  [State.INVITED]: "tentative",
  [State.FORMING]: "tentative",
  [State.SUBMITTED]: "waiting",
  [State.APPROVED]: "good",
  [State.ACCEPTED]: "good",
  [State.DECLINED]: "bad",
};

// Where a delegation stands.
export function DelegationState({ state }: { state: State }) {
  const { t } = useTranslation("delegations");
  return <StateBadge tone={TONES[state]}>{t(`state.${State[state]}`)}</StateBadge>;
}
