import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Participant_Capacity as Capacity, type Delegation } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Row } from "./row.ts";

// Who heads a delegation now, else at its first time; before it is approved, who is nominated as its head.
export function headOf(delegation: Delegation | undefined, members: readonly Row[], now: Date): Row | undefined {
  const headships = delegation?.headships ?? [];
  const current = headships.find(
    ({ interval }) =>
      (!interval?.startTime || timestampDate(interval.startTime) <= now) && (!interval?.endTime || now < timestampDate(interval.endTime)),
  );
  const name = (current ?? headships[0])?.participant;
  return (
    members.find(({ participant }) => participant.name === name) ??
    members.find(({ participant }) => participant.capacity === Capacity.HEAD)
  );
}
