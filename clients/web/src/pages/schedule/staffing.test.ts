import { InterpretationMode } from "@plenary/client/gen/plenary/v1/assets_pb";
import { describe, expect, it } from "vitest";
import { interpretersNeeded } from "./staffing.ts";

describe("the staffing rule", () => {
  it.each([
    ["no interpretation", InterpretationMode.NONE, 2, 60, 0],
    ["simultaneous, up to 40 minutes", InterpretationMode.SIMULTANEOUS, 2, 40, 1],
    ["simultaneous, up to 4 hours", InterpretationMode.SIMULTANEOUS, 2, 240, 2],
    ["simultaneous, up to 6 hours", InterpretationMode.SIMULTANEOUS, 2, 360, 3],
    ["simultaneous, up to 8 hours", InterpretationMode.SIMULTANEOUS, 2, 480, 4],
    ["three languages", InterpretationMode.SIMULTANEOUS, 3, 30, 6],
    ["four languages", InterpretationMode.SIMULTANEOUS, 4, 30, 8],
    ["consecutive", InterpretationMode.CONSECUTIVE, 2, 60, 1],
    ["consecutive, a long day", InterpretationMode.CONSECUTIVE, 2, 300, 2],
  ])("for %s", (_, mode, languages, minutes, needed) => expect(interpretersNeeded(mode, languages, minutes)).toBe(needed));
});
