import { Code } from "@connectrpc/connect";
import type { Refusal } from "@plenary/client";
import { describe, expect, test } from "vitest";
import { refusalValues } from "./refusal_values.ts";

const refusal = (metadata: Record<string, string>, retryAfterMs = 0): Refusal => ({
  code: Code.FailedPrecondition,
  reason: "",
  message: "",
  metadata,
  fields: [],
  retryAfterMs,
});
const english = { language: "en", zone: "Europe/Minsk", roleWord: (role: string) => role.toLowerCase() } as const;

describe("what varies in a refusal", () => {
  test.each([
    ["numbers, to choose plural forms by", { seatsLeft: "3" }, { seatsLeft: 3 }],
    ["instants on the reader's clock", { expiredAt: "2023-04-18T07:00:00Z" }, { expiredAt: "18 April 2023, 10:00" }],
    ["instants of a place as that place has them", { opensAt: "2023-03-01T09:00:00+05:00" }, { opensAt: "1 March 2023, 09:00" }],
    ["days", { dueDate: "2023-04-18" }, { dueDate: "18 April 2023" }],
    ["bytes as megabytes", { limitBytes: "67108864" }, { limitBytes: "64 MB" }],
    ["roles by their words", { roles: "EVENT_MANAGER,AUDITOR" }, { roles: "event_manager, auditor" }],
    [
      "from and to as one interval",
      { from: "2023-04-18T07:00:00Z", to: "2023-04-18T08:30:00Z" },
      { interval: "18 April 2023, 10:00–11:30" },
    ],
    ["names as they are", { from: "events/a/categories/b", to: "events/a/categories/c" }, { from: "events/a/categories/b" }],
  ])("gives %s", (_, metadata, values) => {
    expect(refusalValues(refusal(metadata as Record<string, string>), english)).toMatchObject(values);
  });

  test("gives the time to wait in whole seconds, never too short", () => {
    expect(refusalValues(refusal({}, 1_200), english)).toEqual({ retrySeconds: 2 });
  });
});
