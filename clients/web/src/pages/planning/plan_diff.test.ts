import { create } from "@bufbuild/protobuf";
import { PlanSchema, ScheduleChange_Kind, ScheduleChangeSchema } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { expect, it } from "vitest";
import { effectOf, nextLabel } from "./plan_diff.ts";

it("Everybody whom a version concerns is counted once, and told only of times and places", () => {
  const effect = effectOf([
    create(ScheduleChangeSchema, {
      kind: ScheduleChange_Kind.MOVED,
      people: ["people/a", "people/b"],
      delegations: ["events/e/delegations/kursk"],
    }),
    create(ScheduleChangeSchema, { kind: ScheduleChange_Kind.ADDED, people: ["people/b"], delegations: ["events/e/delegations/kursk"] }),
    create(ScheduleChangeSchema, { kind: ScheduleChange_Kind.CHANGED, people: ["people/c"], fields: ["note"] }),
  ]);
  expect(effect).toMatchObject({ people: 3, told: 2, delegations: 1, kinds: { MOVED: 1, ADDED: 1, CHANGED: 1 } });
});

it("A release has the next whole number, whatever small versions there were", () => {
  expect(nextLabel([create(PlanSchema, { label: "3.2" }), create(PlanSchema, { label: "3" })])).toBe("4");
  expect(nextLabel([])).toBe("1");
});
