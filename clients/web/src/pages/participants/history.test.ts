import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { Change_Kind as Kind, ChangeSchema } from "@plenary/client/gen/plenary/v1/changes_pb";
import { Participant_State as State, ParticipantSchema } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { expect, it } from "vitest";
import { historyOf } from "./history.ts";

const name = "events/a/participants/1";
let number = 0n;
const change = (verb: string, kind: Kind, participant: MessageInitShape<typeof ParticipantSchema>, of = name) =>
  create(ChangeSchema, {
    number: ++number,
    resourceName: of,
    kind,
    caller: "users/anna/tokens/t1",
    method: `plenary.v1.DelegationService/${verb}`,
    resource: anyPack(ParticipantSchema, create(ParticipantSchema, { name: of, ...participant })),
  });

it("each deed says what is different since the one before, the newest first", () => {
  const deeds = historyOf(
    [
      change("RegisterDelegation", Kind.CREATED, { state: State.NOMINATED }),
      change("ConfirmParticipant", Kind.UPDATED, { state: State.CONFIRMED }, "events/a/participants/2"),
      change("ConfirmParticipant", Kind.UPDATED, { state: State.CONFIRMED }),
      change("UpdateParticipant", Kind.UPDATED, { state: State.CONFIRMED, stay: { hotel: "Hotel Primer" }, note: "late" }),
    ],
    name,
  );
  expect(deeds.map(({ verb, caller, changed }) => [verb, caller, changed])).toEqual([
    ["UpdateParticipant", "users/anna", ["hotel", "note"]],
    ["ConfirmParticipant", "users/anna", ["state"]],
    ["RegisterDelegation", "users/anna", []],
  ]);
  expect(deeds[1]?.before?.state).toBe(State.NOMINATED);
});

it("what changed nothing that anybody asks after is not told", () => {
  const deeds = historyOf(
    [
      change("CreateParticipant", Kind.CREATED, { etag: "1" }),
      change("UpdatePerson", Kind.UPDATED, { etag: "2" }),
      change("DeleteParticipant", Kind.DELETED, { etag: "3" }),
    ],
    name,
  );
  expect(deeds.map(({ verb }) => verb)).toEqual(["DeleteParticipant", "CreateParticipant"]);
});
