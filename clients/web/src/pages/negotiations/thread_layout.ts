// Where the nodes of a thread stand as a graph: a column for each kind, from left to right.
import { ThreadNode_Type, type ThreadEdge, type ThreadNode } from "@plenary/client/gen/plenary/v1/thread_pb";

export const NODE_WIDTH = 176;
export const NODE_HEIGHT = 64;
const COLUMN_GAP = 44;
const ROW_GAP = 16;
const MARGIN = 16;
const SWEEPS = 4;

// Kinds that stand under each other in one column, in the order of the thread.
const STAGES: ThreadNode_Type[][] = [
  [ThreadNode_Type.ORGANIZATION, ThreadNode_Type.NEGOTIATION],
  [ThreadNode_Type.EVENT, ThreadNode_Type.MEETING, ThreadNode_Type.TRIP],
  [ThreadNode_Type.ROUND],
  [ThreadNode_Type.TOPIC],
  [ThreadNode_Type.POSITION, ThreadNode_Type.PROTOCOL, ThreadNode_Type.ACTION_PLAN],
  [ThreadNode_Type.PROTOCOL_ITEM],
  [ThreadNode_Type.COMMITMENT],
  [ThreadNode_Type.ACTION_ITEM],
  [ThreadNode_Type.RESULT],
  [ThreadNode_Type.FIGURE],
];

export interface PlacedNode {
  node: ThreadNode;
  column: number;
  x: number;
  y: number;
}

export interface PlacedEdge {
  edge: ThreadEdge;
  // The path of an SVG, from the side of one node to that of the other.
  path: string;
}

export interface ThreadLayout {
  // Column by column, each from above.
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  // The first kind of each column, and where it stands.
  columns: { type: ThreadNode_Type; x: number }[];
  width: number;
  height: number;
}

// The places nearest to `wanted`, in the same order and at least `apart` from each other: the least sum
// of squares, by pooling neighbours that would come too near.
export function spread(wanted: readonly number[], apart: number): number[] {
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((place, i) => {
    let pool = { sum: place - i * apart, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
    }
    pools.push(pool);
  });
  return pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count)).map((place, i) => place + i * apart);
}

function neighboursOf(edges: readonly ThreadEdge[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (one: string, other: string) => neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return neighbours;
}

// Moves the nodes of each column beside what they hang together with, to and fro, until lines cross less.
function placesOf(columns: string[][], edges: readonly ThreadEdge[]): Map<string, number> {
  const apart = NODE_HEIGHT + ROW_GAP;
  const neighbours = neighboursOf(edges);
  const columnOf = new Map(columns.flatMap((names, column) => names.map((name) => [name, column] as const)));
  const places = new Map(columns.flatMap((names) => names.map((name, i) => [name, i * apart] as const)));
  const settle = (column: number, side: (other: number) => boolean) => {
    const wanted = (name: string) => {
      const beside = (neighbours.get(name) ?? []).filter((other) => columnOf.has(other) && side(columnOf.get(other)!));
      if (beside.length === 0) return places.get(name)!;
      return beside.reduce((sum, other) => sum + places.get(other)!, 0) / beside.length;
    };
    // Sorting is stable: those that want the same place keep the order of the thread.
    const sorted = columns[column]!.map((name) => ({ name, place: wanted(name) })).sort((a, b) => a.place - b.place);
    spread(
      sorted.map(({ place }) => place),
      apart,
    ).forEach((place, i) => places.set(sorted[i]!.name, place));
    columns[column] = sorted.map(({ name }) => name);
  };
  for (let sweep = 0; sweep < SWEEPS; ++sweep) {
    for (let column = 1; column < columns.length; ++column) settle(column, (other) => other < column);
    for (let column = columns.length - 2; column >= 0; --column) settle(column, (other) => other > column);
  }
  return places;
}

function pathOf(from: PlacedNode, to: PlacedNode): string {
  const startY = from.y + NODE_HEIGHT / 2;
  const endY = to.y + NODE_HEIGHT / 2;
  if (from.column < to.column) {
    const startX = from.x + NODE_WIDTH;
    const bend = Math.max((to.x - startX) / 2, COLUMN_GAP / 2);
    return `M${startX} ${startY} C${startX + bend} ${startY} ${to.x - bend} ${endY} ${to.x} ${endY}`;
  }
  if (from.column === to.column) {
    const x = from.x + NODE_WIDTH;
    return `M${x} ${startY} C${x + COLUMN_GAP * 0.6} ${startY} ${x + COLUMN_GAP * 0.6} ${endY} ${x} ${endY}`;
  }
  const endX = to.x + NODE_WIDTH;
  return `M${from.x} ${startY} C${from.x - COLUMN_GAP} ${startY} ${endX + COLUMN_GAP} ${endY} ${endX} ${endY}`;
}

// Lays out nodes and edges.
export function layOut(nodes: readonly ThreadNode[], edges: readonly ThreadEdge[]): ThreadLayout {
  const stages = STAGES.map((types) => nodes.filter(({ type }) => types.includes(type))).filter((stage) => stage.length > 0);
  const columns = stages.map((stage) => stage.map(({ name }) => name));
  const known = new Set(columns.flat());
  const shown = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const places = placesOf(columns, shown);
  const top = Math.min(...places.values(), Infinity);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const xOf = (column: number) => MARGIN + column * (NODE_WIDTH + COLUMN_GAP);
  const placed = columns.flatMap((names, column) =>
    names.map((name) => ({ node: byName.get(name)!, column, x: xOf(column), y: MARGIN + places.get(name)! - top })),
  );
  const placedByName = new Map(placed.map((each) => [each.node.name, each]));
  return {
    nodes: placed,
    edges: shown.map((edge) => ({ edge, path: pathOf(placedByName.get(edge.from)!, placedByName.get(edge.to)!) })),
    columns: stages.map((stage, column) => ({ type: stage[0]!.type, x: xOf(column) })),
    width: xOf(columns.length) - COLUMN_GAP + MARGIN + COLUMN_GAP / 2,
    height: Math.max(0, ...placed.map(({ y }) => y + NODE_HEIGHT)) + MARGIN,
  };
}

export type Direction = "left" | "right" | "up" | "down";

// Where an arrow key leads from a node: along the thread, or within its column; undefined at an end.
export function stepFrom(layout: ThreadLayout, name: string, direction: Direction): string | undefined {
  const from = layout.nodes.find(({ node }) => node.name === name);
  if (from === undefined) return undefined;
  if (direction === "up" || direction === "down") {
    const column = layout.nodes.filter((other) => other.column === from.column);
    return column[column.indexOf(from) + (direction === "up" ? -1 : 1)]?.node.name;
  }
  const sign = direction === "right" ? 1 : -1;
  const linked = new Set(neighboursOf(layout.edges.map(({ edge }) => edge)).get(name));
  const ahead = layout.nodes.filter((other) => linked.has(other.node.name) && Math.sign(other.column - from.column) === sign);
  const nearest = (one: PlacedNode, other: PlacedNode) =>
    Math.abs(one.column - from.column) - Math.abs(other.column - from.column) || Math.abs(one.y - from.y) - Math.abs(other.y - from.y);
  return ahead.sort(nearest)[0]?.node.name;
}
