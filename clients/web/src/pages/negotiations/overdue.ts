import { Commitment_State, type Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { today } from "../../parts/today.ts";

const UNFINISHED = [Commitment_State.OPEN, Commitment_State.IN_PROGRESS];

export const isUnfinished = ({ state }: Pick<Commitment, "state">): boolean => UNFINISHED.includes(state);

// Whether it is not done, and its day is over.
export function isOverdue(commitment: Pick<Commitment, "dueDate" | "state">): boolean {
  return isUnfinished(commitment) && commitment.dueDate !== "" && commitment.dueDate < today();
}
