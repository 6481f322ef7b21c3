import { ControlSettings_DayRule } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { expect, test } from "vitest";
import { dayOfBothKinds, daysTyped, isSound, settingsDraft } from "./settings_draft.ts";

const NOTHING_SAID = {
  timeZone: "",
  weekendDays: [],
  holidays: [],
  workingDays: [],
  dayRule: ControlSettings_DayRule.DAY_RULE_UNSPECIFIED,
  chairs: [],
  silentAfterDays: 0,
  reminderDays: [],
  acknowledgeDays: 0,
  tripReportDays: 0,
};

test("what is left to the server stands in the form as what it chooses", () => {
  const draft = settingsDraft(NOTHING_SAID);
  expect(draft).toMatchObject({ timeZone: "Europe/Minsk", weekendDays: [6, 7], silentAfterDays: 30, reminderDays: "30, 7, 1" });
  expect(isSound(draft)).toBe(true);
});

test.each([
  ["30, 7, 1", [30, 7, 1]],
  ["1 7；7", [7, 1]],
  ["", undefined],
  ["soon", undefined],
  ["367", undefined],
  ["1,2,3,4,5,6,7,8,9,10,11", undefined],
])("%o are the days %o", (typed, days) => {
  expect(daysTyped(typed)).toEqual(days);
});

test("no day is one without work and one with it", () => {
  const draft = { ...settingsDraft(NOTHING_SAID), holidays: ["2023-05-01", "2023-05-09"], workingDays: ["2023-05-09"] };
  expect(dayOfBothKinds(draft)).toBe("2023-05-09");
  expect(isSound(draft)).toBe(false);
});

test("a week has days with work and days without", () => {
  const draft = settingsDraft(NOTHING_SAID);
  expect(isSound({ ...draft, weekendDays: [] })).toBe(false);
  expect(isSound({ ...draft, weekendDays: [1, 2, 3, 4, 5, 6, 7] })).toBe(false);
});
