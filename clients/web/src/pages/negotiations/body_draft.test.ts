import { expect, test } from "vitest";
import { bodyDraft, bodyOf, isComplete, isTwice, type BodyDraft } from "./body_draft.ts";

const whole: BodyDraft = {
  ...bodyDraft(undefined, "en"),
  displayNames: [{ language: "en", text: "Sample group" }],
  sides: [
    { organization: "organizations/ours", coChairs: [] },
    { organization: "organizations/theirs", coChairs: [{ person: "people/a", fromDate: "2023-01-01", toDate: "" }] },
  ],
};

test("a body has a name and two different sides", () => {
  expect(isComplete(bodyDraft(undefined, "en"))).toBe(false);
  expect(isComplete(whole)).toBe(true);
  const same = [whole.sides[0]!, whole.sides[0]!];
  expect(isComplete({ ...whole, sides: same })).toBe(false);
  expect([isTwice(same, 0), isTwice(same, 1)]).toEqual([false, true]);
  expect(isComplete({ ...whole, sides: whole.sides.slice(1) })).toBe(false);
});

test("nobody's time in office ends before it begins", () => {
  const coChairs = [{ person: "people/a", fromDate: "2023-01-01", toDate: "2022-12-31" }];
  expect(isComplete({ ...whole, sides: [whole.sides[0]!, { organization: "organizations/theirs", coChairs }] })).toBe(false);
});

test("who was assigned to a side that was taken out is not sent", () => {
  const officials = [
    { person: "people/b", organization: "organizations/gone", sinceDate: "" },
    { person: "people/c", organization: "", sinceDate: "" },
  ];
  expect(bodyOf({ ...whole, officials }).officials).toEqual([officials[1]]);
});
