import { create } from "@bufbuild/protobuf";
import { MeetingRequest_State, MeetingRequestSchema } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { ActivityExplanation_Standing, PlanEventResponseSchema, PlanScoreSchema } from "@plenary/client/gen/plenary/v1/planning_pb";
import { describe, expect, it } from "vitest";
import { gapText, impossibleCount, sidesOf, stillStands, termsOf, withSample } from "./plan_facts.ts";

function request(name: string, state: MeetingRequest_State, preference = 0) {
  return create(MeetingRequestSchema, { name, state, preference });
}

const SIDES = sidesOf([
  request("b", MeetingRequest_State.ACCEPTED, 2),
  request("a", MeetingRequest_State.ACCEPTED, 1),
  request("c", MeetingRequest_State.SCHEDULED),
  request("d", MeetingRequest_State.COUNTERED),
  request("e", MeetingRequest_State.DECLINED),
]);

it("Requests are told by what becomes of them, the most wanted first", () => {
  expect(SIDES.unplaced.map(({ name }) => name)).toEqual(["a", "b"]);
  expect([SIDES.placed, SIDES.waiting, SIDES.closed].map(({ length }) => length)).toEqual([1, 1, 1]);
});

it("A gap that is not proved closed is never nothing", () => {
  expect(gapText(200n, 200n, "en")).toBe("0%");
  expect(gapText(200n, 150n, "en")).toBe("25%");
  expect(gapText(1_000_000n, 999_999n, "en")).toBe("0.1%");
});

describe("what was said of a plan", () => {
  const said = create(PlanEventResponseSchema, {
    meetingsKept: 1,
    unplacedCount: 2,
    unplaced: [{ activity: "a", explanation: { standing: ActivityExplanation_Standing.IMPOSSIBLE } }, { activity: "b" }],
  });
  it("stands while as much has a place as then", () => {
    expect(stillStands(said, SIDES, 1)).toBe(true);
    expect(stillStands(said, { ...SIDES, unplaced: [] }, 1)).toBe(false);
  });
  it("tells what is impossible from what only has no place", () => {
    expect(impossibleCount(said)).toBe(1);
  });
});

it("A score is told by its heaviest terms first, without those that are nothing", () => {
  const score = create(PlanScoreSchema, { breaks: 120n, leftOut: 2000n, total: 2120n });
  expect(termsOf(score)).toEqual([
    { term: "leftOut", points: 2000n },
    { term: "breaks", points: 120n },
  ]);
});

it("A long search without news is one flat line", () => {
  const flat = [0, 500, 1000, 1500].reduce(
    (samples, elapsed) => withSample(samples, { elapsed, best: 9, bound: 3 }),
    [] as ReturnType<typeof withSample>,
  );
  expect(flat).toEqual([
    { elapsed: 0, best: 9, bound: 3 },
    { elapsed: 1500, best: 9, bound: 3 },
  ]);
  expect(withSample(flat, { elapsed: 0, best: 8, bound: 3 })).toHaveLength(1);
});
