import { create } from "@bufbuild/protobuf";
import { PlanningSettings_Window_Part, PlanningSettingsSchema } from "@plenary/client/gen/plenary/v1/planning_pb";
import { expect, it } from "vitest";
import { formOf, isSound, settingsOf, WEIGHTS } from "./settings_form.ts";

const ZONE = "Europe/Minsk";
const FORM = {
  ...formOf(create(PlanningSettingsSchema, { name: "events/e/planning", etag: "1" }), ZONE),
  windows: [{ day: "2023-04-19", from: "10:00", to: "13:00", part: PlanningSettings_Window_Part.MORNING }],
};

it("Rules come back as they were typed", () => {
  const settings = settingsOf(
    { ...FORM, difference: 2, duration: 45 },
    create(PlanningSettingsSchema, { name: "events/e/planning", etag: "1" }),
    ZONE,
  );
  expect(settings.windows[0]!.interval!.startTime!.seconds).toBe(1681887600n);
  expect(formOf(settings, ZONE)).toEqual({ ...FORM, difference: 2, duration: 45 });
});

it("What was never said has its default", () => {
  expect(FORM.weights).toEqual(WEIGHTS);
  expect(FORM.difference).toBeUndefined();
  expect(FORM.prices[0]).toBe(100_000);
});

it("A window that ends before it begins is not sent", () => {
  expect(isSound(FORM)).toBe(true);
  expect(isSound({ ...FORM, windows: [{ ...FORM.windows[0]!, to: "09:00" }] })).toBe(false);
});
