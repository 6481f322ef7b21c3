import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { Asset_Kind } from "@plenary/client/gen/plenary/v1/assets_pb";
import { describe, expect, it } from "vitest";
import { clashesOf } from "./clashes.ts";
import { assetsOf, sessionAt } from "./samples.ts";

const assets = assetsOf(
  { name: "assets/a" },
  { name: "assets/b" },
  { name: "assets/ab", parts: ["assets/a", "assets/b"] },
  { name: "assets/tables", kind: Asset_Kind.TABLE, capacity: 2 },
  { name: "assets/slow", setupDuration: durationFromMs(30 * 60_000) },
  { name: "assets/interpreter", kind: Asset_Kind.INTERPRETER, person: "people/i" },
);
const inRoom = (id: string, start: string, end: string, asset: string) => sessionAt(id, start, end, { assets: [{ asset }] });
const blockers = (placed: ReturnType<typeof sessionAt>, ...others: ReturnType<typeof sessionAt>[]) =>
  clashesOf(placed, others, assets).map(({ subject, blockedBy }) => `${subject} by ${blockedBy.split("/").at(-1)}`);

describe("what the page knows of the ledger", () => {
  it("a room is taken once at a time", () => {
    expect(blockers(inRoom("x", "10:00", "11:00", "assets/a"), inRoom("y", "10:30", "11:30", "assets/a"))).toEqual(["assets/a by y"]);
  });
  it("one begins when the other ends", () => {
    expect(blockers(inRoom("x", "10:00", "11:00", "assets/a"), inRoom("y", "11:00", "12:00", "assets/a"))).toEqual([]);
  });
  it("halls that are one hall exclude each other", () => {
    expect(blockers(inRoom("x", "10:00", "11:00", "assets/ab"), inRoom("y", "10:00", "11:00", "assets/b"))).toEqual(["assets/b by y"]);
  });
  it("of several tables as many are taken as there are", () => {
    const [one, two] = [inRoom("y", "10:00", "11:00", "assets/tables"), inRoom("z", "10:00", "11:00", "assets/tables")];
    expect(blockers(inRoom("x", "10:00", "11:00", "assets/tables"), one)).toEqual([]);
    expect(blockers(inRoom("x", "10:00", "11:00", "assets/tables"), one, two)).toHaveLength(2);
  });
  it("tables that are taken one after the other are not taken at once", () => {
    const others = [inRoom("y", "10:00", "10:30", "assets/tables"), inRoom("z", "10:30", "11:00", "assets/tables")];
    expect(blockers(inRoom("x", "10:00", "11:00", "assets/tables"), ...others)).toEqual([]);
  });
  it("the time a room needs before its use counts", () => {
    expect(blockers(inRoom("x", "11:15", "12:00", "assets/slow"), inRoom("y", "10:00", "11:00", "assets/slow"))).toEqual([
      "assets/slow by y",
    ]);
  });
  it("a person is in one place, unless optional, gone or declining", () => {
    const attendee = { who: "events/e/participants/p", person: "people/p" };
    const other = sessionAt("y", "10:00", "11:00", { attendees: [attendee] });
    expect(blockers(sessionAt("x", "10:00", "11:00", { attendees: [attendee] }), other)).toEqual(["people/p by y"]);
    expect(blockers(sessionAt("x", "10:00", "11:00", { attendees: [{ ...attendee, optional: true }] }), other)).toEqual([]);
    expect(blockers(sessionAt("x", "10:00", "11:00", { attendees: [{ ...attendee, left: true }] }), other)).toEqual([]);
  });
  it("an interpreter is booked with the person", () => {
    const interpreted = sessionAt("x", "10:00", "11:00", { interpretation: { interpreters: ["assets/interpreter"] } });
    const elsewhere = sessionAt("y", "10:00", "11:00", { attendees: [{ who: "people/i", person: "people/i" }] });
    expect(blockers(interpreted, elsewhere)).toEqual(["people/i by y"]);
  });
  it("it is not in its own way", () => {
    const session = inRoom("x", "10:00", "11:00", "assets/a");
    expect(blockers(session, session)).toEqual([]);
  });
});
