import { create } from "@bufbuild/protobuf";
import { ThreadEdgeSchema, ThreadNodeSchema, ThreadNode_Type } from "@plenary/client/gen/plenary/v1/thread_pb";
import { describe, expect, it } from "vitest";
import { layOut, NODE_HEIGHT, spread, stepFrom } from "./thread_layout.ts";

const node = (name: string, type: ThreadNode_Type) => create(ThreadNodeSchema, { name, type });
const edge = (from: string, to: string) => create(ThreadEdgeSchema, { from, to });

const nodes = [
  node("round", ThreadNode_Type.ROUND),
  node("topic-1", ThreadNode_Type.TOPIC),
  node("topic-2", ThreadNode_Type.TOPIC),
  node("item-1", ThreadNode_Type.PROTOCOL_ITEM),
  node("item-2", ThreadNode_Type.PROTOCOL_ITEM),
];
// The items are listed against the order of their topics.
const edges = [edge("round", "topic-1"), edge("round", "topic-2"), edge("topic-2", "item-1"), edge("topic-1", "item-2")];

describe("places", () => {
  it("stay where they are wanted when there is room", () => expect(spread([0, 50, 200], 40)).toEqual([0, 50, 200]));
  it("make room around where several want to be", () => expect(spread([100, 100, 100], 40)).toEqual([60, 100, 140]));
});

describe("a graph", () => {
  const layout = layOut(nodes, edges);
  it("has a column for each kind that is there", () => {
    expect(layout.columns.map(({ type }) => type)).toEqual([ThreadNode_Type.ROUND, ThreadNode_Type.TOPIC, ThreadNode_Type.PROTOCOL_ITEM]);
  });
  it("never lets nodes overlap", () => {
    for (const one of layout.nodes) {
      for (const other of layout.nodes) {
        if (one !== other && one.column === other.column) expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(NODE_HEIGHT);
      }
    }
  });
  it("puts what hangs together beside each other", () => {
    const y = (name: string) => layout.nodes.find((each) => each.node.name === name)!.y;
    expect(Math.sign(y("item-1") - y("item-2"))).toBe(Math.sign(y("topic-2") - y("topic-1")));
  });
  it("leaves out an edge to what is not shown", () => {
    expect(layOut(nodes, [edge("round", "elsewhere")]).edges).toEqual([]);
  });
  it("is walked by arrows along the thread and within a column", () => {
    expect(stepFrom(layout, "topic-2", "right")).toBe("item-1");
    expect(stepFrom(layout, "item-1", "left")).toBe("topic-2");
    expect(stepFrom(layout, "round", "left")).toBeUndefined();
    const first = layout.nodes.find(({ column }) => column === 1)!.node.name;
    expect(stepFrom(layout, first, "down")).toBe(first === "topic-1" ? "topic-2" : "topic-1");
  });
  it("of nothing is empty", () => expect(layOut([], [])).toMatchObject({ nodes: [], edges: [], columns: [] }));
});
