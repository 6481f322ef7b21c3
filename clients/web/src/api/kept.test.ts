import { create } from "@bufbuild/protobuf";
import { WhoAmIResponseSchema } from "@plenary/client/gen/plenary/v1/access_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { beforeEach, expect, test, vi } from "vitest";
import { dropKept, forgetKept, forgetOldKept, forgetOthers, READER, readKept, writeKept } from "./kept.ts";
import { keepReader, keptReader } from "./kept_reader.ts";

const ANNA = "users/anna";
const BORIS = "users/boris";
const HOUR = 60 * 60 * 1000;
const NOW = 1_000 * HOUR;

let entries: Map<string, string>;
beforeEach(() => {
  entries = new Map();
  // As much of a browser's store as is used.
  vi.stubGlobal("localStorage", {
    get length() {
      return entries.size;
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  });
});

test("What was read is there with the time it was read", () => {
  writeKept(ANNA, "sheet", { title: "Li Yun" }, NOW);
  expect(readKept("sheet", NOW + HOUR)).toEqual({ reader: ANNA, value: { title: "Li Yun" }, readAt: NOW });
  expect(readKept("another", NOW)).toBeUndefined();
});

test("After a day it is neither shown nor there", () => {
  writeKept(ANNA, "sheet", 1, NOW);
  expect(readKept("sheet", NOW + 25 * HOUR)).toBeUndefined();
  forgetOldKept(NOW + 23 * HOUR);
  expect(readKept("sheet", NOW + 23 * HOUR)).toBeDefined();
  forgetOldKept(NOW + 25 * HOUR);
  expect(entries.size).toBe(0);
});

test("Nothing stays after a sign-out, and what is still on a page is not kept anew", () => {
  writeKept(ANNA, READER, 1, NOW);
  writeKept(ANNA, "sheet", "Maketov", NOW);
  forgetKept(NOW + HOUR);
  writeKept(ANNA, "sheet", "Maketov", NOW + HOUR);
  expect([...entries.values()].join()).not.toContain("Maketov");
  expect(readKept(READER, NOW + HOUR)).toBeUndefined();
  writeKept(ANNA, "sheet", "Maketov", NOW + HOUR + 1);
  expect(readKept("sheet", NOW + HOUR + 1)).toBeDefined();
});

test("Somebody else's sign-in leaves nothing of the reader before, nor of what cannot be read", () => {
  entries.set("plenary.kept.broken", "{");
  entries.set("plenary.draft.users/anna.note", "typed");
  writeKept(ANNA, "sheet", 1, NOW);
  writeKept(BORIS, "other", 2, NOW);
  forgetOthers(BORIS);
  expect([...entries.keys()]).toEqual(["plenary.draft.users/anna.note", "plenary.kept.other"]);
});

test("Of many sheets the last read stay, and always who is signed in", () => {
  writeKept(ANNA, READER, "anna", NOW);
  for (let sheet = 1; sheet <= 30; ++sheet) writeKept(ANNA, `sheet ${sheet}`, sheet, NOW + sheet);
  expect(readKept(READER, NOW)).toBeDefined();
  expect(readKept("sheet 10", NOW)).toBeUndefined();
  expect(readKept("sheet 11", NOW)).toBeDefined();
  expect(readKept("sheet 30", NOW)).toBeDefined();
});

test("Where the browser has no room nothing is kept", () => {
  writeKept(ANNA, "sheet", "old", NOW);
  localStorage.setItem = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };
  writeKept(ANNA, "sheet", "new", NOW);
  expect(readKept("sheet", NOW)).toBeUndefined();
});

test("One that the server refuses is dropped alone", () => {
  writeKept(ANNA, "a", 1, NOW);
  writeKept(ANNA, "b", 2, NOW);
  dropKept("a");
  expect([readKept("a", NOW), readKept("b", NOW)?.value]).toEqual([undefined, 2]);
});

test("The reader comes back with roles and person, and nothing else of the account; a link does not", () => {
  const readAt = Date.now();
  const user = { name: ANNA, displayName: "Anna", person: "people/anna", oidcIdentities: ["https://issuer.example anna"] };
  const roles = [{ role: Role.EVENT_MANAGER, resource: "events/tibo-2023" }];
  keepReader(create(WhoAmIResponseSchema, { caller: ANNA, user, roles }), readAt);
  expect(keptReader()?.readAt).toBe(readAt);
  expect(keptReader()?.answer.user).toMatchObject({ name: ANNA, displayName: "Anna", person: "people/anna" });
  expect(keptReader()?.answer.roles[0]).toMatchObject(roles[0]!);
  expect([...entries.values()].join()).not.toContain("issuer.example");
  forgetKept(readAt);
  keepReader(create(WhoAmIResponseSchema, { caller: "registrationLinks/1" }), readAt + 1);
  expect(keptReader()).toBeUndefined();
});
