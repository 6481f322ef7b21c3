import { create } from "@bufbuild/protobuf";
import { Protocol_State, Protocol_Type, ProtocolSchema } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { describe, expect, it } from "vitest";
import { awaited, isImmutable, verbsOf } from "./protocol_rules.ts";

const { MINUTES, MEMORANDUM, RECORD_OF_CONVERSATION } = Protocol_Type;
const { DRAFT, AGREED, INITIALLED, APPROVED, SIGNED, IN_FORCE, TERMINATED } = Protocol_State;

const signatory = (isSigned: boolean) => ({
  person: "people/p",
  side: "organizations/o",
  ...(isSigned ? { signature: { place: "Minsk" } } : {}),
});

describe("a protocol", () => {
  it.each([
    ["a record that is written", RECORD_OF_CONVERSATION, DRAFT, ["approve"]],
    ["a record that is approved", RECORD_OF_CONVERSATION, APPROVED, ["amend"]],
    ["minutes that are written", MINUTES, DRAFT, ["agree"]],
    ["minutes that are agreed", MINUTES, AGREED, ["sign", "returnToDraft"]],
    ["minutes that are signed", MINUTES, SIGNED, ["amend"]],
    ["a memorandum that is agreed", MEMORANDUM, AGREED, ["initial", "returnToDraft"]],
    ["a memorandum that is initialled", MEMORANDUM, INITIALLED, ["sign", "returnToDraft"]],
    ["a memorandum that is signed", MEMORANDUM, SIGNED, ["bringIntoForce", "amend"]],
    ["a memorandum in force", MEMORANDUM, IN_FORCE, ["terminate", "amend"]],
    ["a memorandum that is over", MEMORANDUM, TERMINATED, []],
  ] as const)("of %s can go on", (_label, type, state, verbs) => {
    expect(verbsOf(create(ProtocolSchema, { type, state }))).toEqual(verbs);
  });
  it("with one signature goes back no more, and waits for the other", () => {
    const protocol = create(ProtocolSchema, { type: MINUTES, state: AGREED, signatories: [signatory(true), signatory(false)] });
    expect(verbsOf(protocol)).toEqual(["sign"]);
    expect(isImmutable(protocol)).toBe(true);
    expect(awaited(protocol)).toBe(1);
  });
  it("that was amended is not amended again", () => {
    expect(verbsOf(create(ProtocolSchema, { type: MINUTES, state: SIGNED, supersededBy: "negotiations/n/protocols/p" }))).toEqual([]);
  });
});
