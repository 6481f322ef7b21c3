import { create } from "@bufbuild/protobuf";
import { RemedySchema, RemedyStep_Kind } from "@plenary/client/gen/plenary/v1/planning_pb";
import { expect, it } from "vitest";
import { wayOf } from "./remedies.ts";

const REQUEST = "events/forum/meetingRequests/r";

it.each([
  ["moving others is done by planning again", [RemedyStep_Kind.MOVE, RemedyStep_Kind.MOVE], "again"],
  ["another time is taken by hand", [RemedyStep_Kind.OUTSIDE_WINDOWS], "outside"],
  ["a rule of ours is given up", [RemedyStep_Kind.FAIRNESS], "fairness"],
  ["who is elsewhere has to be asked", [RemedyStep_Kind.PERSON_COMES], "people"],
  ["whatever needs people is for people as a whole", [RemedyStep_Kind.MOVE, RemedyStep_Kind.ADD_ASSET], "people"],
] as const)("Of remedies %s", (_label, kinds, way) => {
  const remedy = create(RemedySchema, { steps: kinds.map((kind) => ({ kind, activity: REQUEST })), place: {} });
  expect(wayOf(remedy, REQUEST)).toBe(way);
});
