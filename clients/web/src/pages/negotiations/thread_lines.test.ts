import { create } from "@bufbuild/protobuf";
import {
  ThreadGap_Kind,
  ThreadGapSchema,
  ThreadNode_Type,
  ThreadNodeSchema,
  ThreadRowSchema,
} from "@plenary/client/gen/plenary/v1/thread_pb";
import { describe, expect, it } from "vitest";
import { linesOf, textOf } from "./thread_lines.ts";

const node = (name: string) => create(ThreadNodeSchema, { name });
const gapAt = (name: string) => create(ThreadGapSchema, { node: name, kind: ThreadGap_Kind.COMMITMENT_OVERDUE });
const shown = (lines: ReturnType<typeof linesOf>) =>
  lines.map((line) => `${" ".repeat(line.depth)}${line.node.name}${line.gaps.length > 0 ? "!" : ""}`);

const nodes = ["event", "round", "topic", "position", "item", "commitment", "other", "protocol"].map(node);
const row = create(ThreadRowSchema, { event: "event", round: "round", topic: "topic", positions: ["position"], protocolItem: "item" });

describe("the table of a thread", () => {
  it("sets in each stage, and items as far as the positions beside them", () => {
    expect(shown(linesOf({ nodes, gaps: [], rows: [row] }))).toEqual(["event", " round", "  topic", "   position", "   item"]);
  });
  it("tells once what a row shares with the one above it", () => {
    const rows = [create(ThreadRowSchema, { ...row, commitment: "commitment" }), create(ThreadRowSchema, { ...row, commitment: "other" })];
    expect(shown(linesOf({ nodes, gaps: [], rows })).slice(5)).toEqual(["    commitment", "    other"]);
  });
  it("names a gap once, and those of nodes outside of all rows last", () => {
    const rows = [row, create(ThreadRowSchema, { event: "other" }), row];
    const lines = shown(linesOf({ nodes, gaps: [gapAt("topic"), gapAt("protocol")], rows }));
    expect(lines.filter((line) => line.endsWith("!"))).toEqual(["  topic!", "protocol!"]);
    expect(lines.at(-1)).toBe("protocol!");
  });
  it("makes one line of an item and the commitment that repeats it", () => {
    const says = (name: string, type: ThreadNode_Type) =>
      create(ThreadNodeSchema, { name, type, titles: [{ language: "en", text: "We prepare it" }] });
    const repeated = [
      node("topic"),
      says("item", ThreadNode_Type.PROTOCOL_ITEM),
      says("commitment", ThreadNode_Type.COMMITMENT),
      node("action"),
      node("next"),
    ];
    const rows = [
      create(ThreadRowSchema, { topic: "topic", protocolItem: "item", commitment: "commitment", actionItem: "action" }),
      create(ThreadRowSchema, { topic: "next" }),
    ];
    const lines = linesOf({ nodes: repeated, gaps: [gapAt("commitment")], rows });
    expect(shown(lines)).toEqual(["topic", " commitment!", "  action", "next"]);
    expect(lines[1]?.item?.name).toBe("item");
  });
  it("reads as text", () => {
    const text = textOf(linesOf({ nodes, gaps: [gapAt("round")], rows: [row] }).slice(0, 2), {
      kind: () => "Kind",
      title: ({ name }) => name,
      date: () => "",
      state: ({ name }) => (name === "round" ? "held" : ""),
      gap: () => "missing",
    });
    expect(text).toBe("Kind: event\n  Kind: round (held)\n    ! missing");
  });
});
