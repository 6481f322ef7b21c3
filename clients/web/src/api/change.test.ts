import { createConnectQueryKey } from "@connectrpc/connect-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { describe, expect, it } from "vitest";
import { DELEGATIONS, EVENTS, isTouched, NOTHING, RequestIds } from "./change.ts";

const counted = () => {
  let count = 0;
  return new RequestIds(() => String(++count));
};

describe("a request id", () => {
  it("stays while the same is tried again", () => {
    const ids = counted();
    expect([ids.idFor({ reason: "Late", seats: 2n }), ids.idFor({ reason: "Late", seats: 2n })]).toEqual(["1", "1"]);
  });
  it("is another one for something else", () => {
    const ids = counted();
    expect([ids.idFor({ reason: "Late" }), ids.idFor({ reason: "Ill" }), ids.idFor({ reason: "Late" })]).toEqual(["1", "2", "3"]);
  });
  it("is another one once it is done", () => {
    const ids = counted();
    ids.idFor("archive");
    ids.done();
    expect(ids.idFor("archive")).toBe("2");
  });
  it("is there where nothing is asked", () => {
    const ids = counted();
    expect([ids.idFor(undefined), ids.idFor(undefined)]).toEqual(["1", "1"]);
  });
});

describe("a change", () => {
  const keyOf = (schema: typeof EventService | typeof DelegationService | typeof DirectoryService) =>
    createConnectQueryKey({ schema, cardinality: undefined });
  it.each([
    ["delegations", DELEGATIONS, [false, true, false]],
    ["events", EVENTS, [true, true, false]],
    ["nothing", NOTHING, [false, false, false]],
    ["all", "all", [true, true, true]],
  ] as const)("that touches %s has only that read anew", (_, touched, expected) => {
    expect([EventService, DelegationService, DirectoryService].map((schema) => isTouched(keyOf(schema), touched))).toEqual(expected);
  });
  it("leaves what is no list of the server's", () => {
    expect(isTouched(["operation", "operations/1"], EVENTS)).toBe(false);
    expect(isTouched(["news"], EVENTS)).toBe(false);
  });
});
