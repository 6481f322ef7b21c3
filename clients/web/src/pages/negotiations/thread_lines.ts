// A thread as an indented table: what came of what, one node a line, and where it breaks off.
import { ThreadNode_Type, type Thread, type ThreadGap, type ThreadNode, type ThreadRow } from "@plenary/client/gen/plenary/v1/thread_pb";

// A line of the table.
export interface ThreadLine {
  node: ThreadNode;
  // Of a commitment the item of a protocol that it was made of and says word for word.
  item?: ThreadNode;
  // How far it is set in: how many stages with something in them are before it.
  depth: number;
  gaps: ThreadGap[];
}

const POSITIONS = 3;

// What stands at each stage of a row.
function stagesOf(row: ThreadRow): string[][] {
  const one = (name: string) => (name === "" ? [] : [name]);
  return [
    one(row.event),
    one(row.round),
    one(row.topic),
    row.positions,
    one(row.protocolItem),
    one(row.commitment),
    one(row.actionItem),
    one(row.result),
    row.figures,
  ];
}

const areSame = (one: readonly string[] | undefined, other: readonly string[]) =>
  one !== undefined && one.length === other.length && one.every((name, i) => name === other[i]);

// The lines of `thread`. What a row shares with the row above it from the left on is told once. Nodes
// that stand in no row but where something is missing come last, so that no gap goes untold.
export function linesOf(thread: Pick<Thread, "nodes" | "rows" | "gaps">): ThreadLine[] {
  const nodes = new Map(thread.nodes.map((node) => [node.name, node]));
  const lines: ThreadLine[] = [];
  const told = new Set<string>();
  const add = (name: string, depth: number) => {
    const node = nodes.get(name);
    if (node === undefined) return;
    // Under a second parent a node stands again, but its gaps are told once.
    lines.push({ node, depth, gaps: told.has(name) ? [] : thread.gaps.filter((gap) => gap.node === name) });
    told.add(name);
  };
  let above: string[][] = [];
  for (const row of thread.rows) {
    const stages = stagesOf(row);
    let isSame = true;
    let depth = 0;
    stages.forEach((names, stage) => {
      isSame = isSame && areSame(above[stage], names);
      if (!isSame) for (const name of names) add(name, depth);
      // Nothing comes of a position by itself: items of protocols are set in as far.
      if (names.length > 0 && stage !== POSITIONS) depth += 1;
    });
    above = stages;
  }
  for (const { node } of thread.gaps) if (!told.has(node)) add(node, 0);
  return joined(lines);
}

const saysTheSame = (one: ThreadNode, other: ThreadNode) =>
  one.titles.length > 0 &&
  one.titles.every(({ language, text }) => other.titles.some((title) => title.language === language && title.text === text));

// Makes one line of an item and the commitment below it that repeats it; what came of that moves up.
function joined(lines: readonly ThreadLine[]): ThreadLine[] {
  const result: ThreadLine[] = [];
  // How deep the items stand that the lines now come of and that were joined.
  let raised: number[] = [];
  lines.forEach((line, i) => {
    raised = raised.filter((depth) => depth < line.depth);
    const item = lines[i - 1];
    const isRepeated =
      line.node.type === ThreadNode_Type.COMMITMENT &&
      item?.node.type === ThreadNode_Type.PROTOCOL_ITEM &&
      item.depth === line.depth - 1 &&
      saysTheSame(line.node, item.node);
    if (isRepeated) {
      const before = result.pop()!;
      result.push({ ...line, item: item.node, depth: before.depth, gaps: [...before.gaps, ...line.gaps] });
      raised.push(item.depth);
    } else {
      result.push({ ...line, depth: line.depth - raised.length });
    }
  });
  return result;
}

// How each part of a line is said.
export interface Sayings {
  kind(node: ThreadNode, item?: ThreadNode): string;
  title(node: ThreadNode): string;
  date(node: ThreadNode): string;
  state(node: ThreadNode): string;
  gap(gap: ThreadGap): string;
}

// The table as plain text for a messenger.
export function textOf(lines: readonly ThreadLine[], say: Sayings): string {
  return lines
    .flatMap(({ node, item, depth, gaps }) => {
      const margin = "  ".repeat(depth);
      const rest = [say.date(node), say.state(node)].filter((part) => part !== "").join(", ");
      const line = `${margin}${say.kind(node, item)}: ${say.title(node)}${rest === "" ? "" : ` (${rest})`}`;
      return [line, ...gaps.map((gap) => `${margin}  ! ${say.gap(gap)}`)];
    })
    .join("\n");
}
