import { create } from "@bufbuild/protobuf";
import { ScheduleChangeSchema } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { describe, expect, it } from "vitest";
import { labelAfter, touchedBy } from "./schedule_changes.ts";

describe("a release", () => {
  it("counts everybody once", () => {
    const changes = [
      create(ScheduleChangeSchema, { people: ["people/a", "people/b"], delegations: ["events/e/delegations/d"] }),
      create(ScheduleChangeSchema, { people: ["people/b"], delegations: ["events/e/delegations/d"] }),
    ];
    expect(touchedBy(changes)).toEqual({ people: 2, delegations: 1 });
  });
  it.each([
    ["", "1"],
    ["3", "4"],
    ["3.2", "4"],
  ])("after %s is number %s", (label, next) => expect(labelAfter(label)).toBe(next));
});
