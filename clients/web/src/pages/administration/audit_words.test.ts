import { expect, test } from "vitest";
import { entriesFilter, thingOf } from "./audit_words.ts";

const NOTHING = { caller: "", resource: "", partition: "", kind: "", from: "", until: "" };

test("nothing asked is everything", () => {
  expect(entriesFilter(NOTHING)).toBe("");
});

test("a caller is sought with their tokens, and nobody breaks out of a name", () => {
  expect(entriesFilter({ ...NOTHING, caller: "users/anna", resource: 'people/"x', kind: "READ" })).toBe(
    'caller:"users/anna" AND resource_name:"people/\\"x" AND kind = READ',
  );
});

test("the last day is asked for whole", () => {
  const filter = entriesFilter({ ...NOTHING, from: "2023-04-18", until: "2023-04-18" });
  const [from, until] = [...filter.matchAll(/"([^"]+)"/g)].map(([, instant]) => Date.parse(instant!));
  expect((until! - from!) / 3_600_000).toBe(24);
});

test("a sign-in is told from a session of a programme", () => {
  expect(thingOf("users/anna/sessions/s1")).toBe("userSessions");
  expect(thingOf("events/forum/sessions/s1")).toBe("sessions");
});
