import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ActionItem_State, ActionItemSchema, CommitmentSchema } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { expect, test } from "vitest";
import { counterpartsIn, daysBetween, groupedBy, sectionsOfAll } from "./sections.ts";

const item = (id: string, some: MessageInitShape<typeof ActionItemSchema> = {}) =>
  create(ActionItemSchema, { name: `actionItems/${id}`, state: ActionItem_State.IN_PROGRESS, effectiveDueDate: "2023-12-15", ...some });

test("each item stands once, in what is most urgent of it", () => {
  const items = [
    item("late"),
    item("soon", { effectiveDueDate: "2023-12-20" }),
    item("reported", { state: ActionItem_State.REPORTED }),
    item("new", { state: ActionItem_State.ASSIGNED, effectiveDueDate: "2024-05-01" }),
    item("always", { effectiveDueDate: "" }),
    item("done", { state: ActionItem_State.REMOVED_FROM_CONTROL }),
  ];
  const found = Object.fromEntries(
    sectionsOfAll(items, "2023-12-18", 7).map((section) => [section.key, section.items.map(({ name }) => name.slice(12))]),
  );
  expect(found).toEqual({
    overdue: ["late"],
    due: ["soon"],
    toDecide: ["reported"],
    extensions: [],
    toAcknowledge: ["new"],
    later: ["always"],
  });
});

test("the days of the list end before the day after them", () => {
  const sections = sectionsOfAll(
    [item("a", { effectiveDueDate: "2023-12-24" }), item("b", { effectiveDueDate: "2023-12-25" })],
    "2023-12-18",
    7,
  );
  expect(sections.find(({ key }) => key === "due")!.items).toHaveLength(1);
});

test("days are counted over the change of a month", () => {
  expect([daysBetween("2023-11-28", "2023-12-01"), daysBetween("2023-12-01", "2023-11-28")]).toEqual([3, -3]);
});

test("what has no counterpart comes last", () => {
  expect(groupedBy(["", "kursk", "", "liyun"], (key) => key).map(({ key }) => key)).toEqual(["kursk", "liyun", ""]);
});

test("a commitment's counterpart comes before that of the plan", () => {
  const counterpartOf = counterpartsIn({
    commitments: [create(CommitmentSchema, { name: "commitments/a", counterpart: "organizations/kursk" })],
    plans: [{ name: "actionPlans/p", counterpart: "organizations/china" }],
    negotiations: [],
  });
  expect(counterpartOf(item("x", { commitment: "commitments/a", actionPlan: "actionPlans/p" }))).toBe("organizations/kursk");
  expect(counterpartOf(item("y", { actionPlan: "actionPlans/p" }))).toBe("organizations/china");
});
