import { ActionItem_State, ActionPlan_State } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";

const ITEM: Record<ActionItem_State, Tone> = {
  [ActionItem_State.STATE_UNSPECIFIED]: "quiet",
  [ActionItem_State.DRAFT]: "tentative",
  [ActionItem_State.ASSIGNED]: "tentative",
  [ActionItem_State.ACKNOWLEDGED]: "tentative",
  [ActionItem_State.IN_PROGRESS]: "waiting",
  [ActionItem_State.REPORTED]: "good",
  [ActionItem_State.RETURNED]: "conflict",
  [ActionItem_State.REMOVED_FROM_CONTROL]: "quiet",
};

export function ItemState({ state }: { state: ActionItem_State }) {
  const { t } = useTranslation("control");
  return <StateBadge tone={ITEM[state]}>{t(`state.item.${ActionItem_State[state]}`)}</StateBadge>;
}

const PLAN: Record<ActionPlan_State, Tone> = {
  [ActionPlan_State.STATE_UNSPECIFIED]: "quiet",
  [ActionPlan_State.DRAFT]: "tentative",
  [ActionPlan_State.IN_AGREEMENT]: "waiting",
  [ActionPlan_State.APPROVED]: "good",
  [ActionPlan_State.IMPLEMENTED]: "quiet",
};

export function PlanState({ state }: { state: ActionPlan_State }) {
  const { t } = useTranslation("control");
  return <StateBadge tone={PLAN[state]}>{t(`state.plan.${ActionPlan_State[state]}`)}</StateBadge>;
}
