import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ActionItem_State, ActionItemSchema } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { expect, test } from "vitest";
import { verbsOf, type Reader } from "./item_rules.ts";

const item = (some: MessageInitShape<typeof ActionItemSchema>) =>
  create(ActionItemSchema, {
    state: ActionItem_State.IN_PROGRESS,
    lead: { person: "people/anna" },
    controller: "people/boris",
    author: "people/vera",
    dueDate: "2023-12-01",
    ...some,
  } as MessageInitShape<typeof ActionItemSchema>);
const reader = (some: Partial<Reader>): Reader => ({ person: "", isOffice: false, isController: false, chairs: [], ...some });

test.each([
  ["an executor reports and asks for time", {}, reader({ person: "people/anna" }), ["report", "extend"]],
  [
    "a report on what nobody acknowledged is offered as well",
    { state: ActionItem_State.ASSIGNED },
    reader({ person: "people/anna" }),
    ["report", "acknowledge", "extend"],
  ],
  ["an author decides", { state: ActionItem_State.REPORTED }, reader({ person: "people/vera" }), ["remove", "return"]],
  ["a controller recommends or returns", { state: ActionItem_State.REPORTED }, reader({ person: "people/boris" }), ["recommend", "return"]],
  [
    "nobody decides about what they execute, not even in the chair",
    { state: ActionItem_State.REPORTED, author: "people/anna" },
    reader({ person: "people/anna", chairs: ["people/anna"] }),
    [],
  ],
  [
    "an extension waits for the chair first of all",
    { undecidedExtension: "actionItems/a/extensions/1" },
    reader({ person: "people/chair", chairs: ["people/chair"] }),
    ["decideExtension", "remove"],
  ],
  ["the office acts for executors, but decides nothing", {}, reader({ isOffice: true }), ["report", "extend", "replace"]],
  [
    "what was removed from control stays",
    { state: ActionItem_State.REMOVED_FROM_CONTROL },
    reader({ isOffice: true, person: "people/vera" }),
    [],
  ],
])("%s", (_, some, who, verbs) => {
  expect(verbsOf(item(some), who)).toEqual(verbs);
});
