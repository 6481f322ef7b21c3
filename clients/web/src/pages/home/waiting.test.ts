import { expect, it } from "vitest";
import { inOrder, perEvent } from "./waiting.ts";

it("puts what is late before what waits, and leaves out what is not there", () => {
  const order = inOrder([
    { kind: "nominations", count: 171, to: "/a" },
    { kind: "overdue", count: 2, to: "/b" },
    { kind: "duplicates", count: 0, to: "/c" },
    { kind: "meetingRequests", count: 3, to: "/d" },
  ]);
  expect(order.map(({ kind }) => kind)).toEqual(["overdue", "nominations", "meetingRequests"]);
});

it("leads to each event by itself", () => {
  expect(perEvent("nominations", new Map([["events/a", 2]]), (event) => `/${event}/x`)).toEqual([
    { kind: "nominations", count: 2, event: "events/a", to: "/events/a/x" },
  ]);
});
