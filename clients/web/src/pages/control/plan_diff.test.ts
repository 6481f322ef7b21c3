import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ActionItem_State, ActionItemSchema } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { expect, test } from "vitest";
import { planDiff } from "./plan_diff.ts";

const item = (name: string, some: MessageInitShape<typeof ActionItemSchema> = {}) =>
  create(ActionItemSchema, { name, titles: [{ language: "en", text: name }], firstDueDate: "2023-06-30", ...some });

test("an edition shows what is new, changed, gone, and what stands", () => {
  const before = [item("a"), item("b"), item("c")];
  const now = [item("a"), item("b", { firstDueDate: "2023-09-30" }), item("d")];
  expect(planDiff(before, now).map((row) => [row.item.name, row.fate])).toEqual([
    ["a", "same"],
    ["b", "changed"],
    ["d", "new"],
    ["c", "gone"],
  ]);
});

test("that work went on is no change of the plan", () => {
  expect(planDiff([item("a")], [item("a", { state: ActionItem_State.REPORTED, dueDate: "2023-12-22" })])[0]!.fate).toBe("same");
});
