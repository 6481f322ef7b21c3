// What was tapped and is not with the server yet: kept, sent in order, the last tap on a thing counts.

export type MarkKind = "attendance" | "outcome";

export interface Mark {
  // Also the request_id, so that a mark that was sent and not answered counts once.
  id: string;
  kind: MarkKind;
  // The participant or meeting.
  name: string;
  // Of attendance: "arrived" or "expected"; of an outcome: "held" or "no-show".
  value: string;
  // Whose outcome: the delegation. "" of attendance.
  party: string;
  // Milliseconds since 1970.
  tappedAt: number;
  // Why the server refused it, in words; such a mark is not sent again by itself.
  refused?: string;
}

const isSame = (a: Mark, b: Mark) => a.kind === b.kind && a.name === b.name && a.party === b.party;

// Keeps a tap. An earlier one on the same thing that was not sent is forgotten.
export function withMark(marks: readonly Mark[], mark: Mark): Mark[] {
  return [...marks.filter((each) => !isSame(each, mark)), mark];
}

export function without(marks: readonly Mark[], id: string): Mark[] {
  return marks.filter((mark) => mark.id !== id);
}

export function waiting(marks: readonly Mark[]): Mark[] {
  return marks.filter(({ refused }) => refused === undefined);
}

// What was last tapped on a thing, whether it is sent or not.
export function tapped(marks: readonly Mark[], kind: MarkKind, name: string): string | undefined {
  return marks.findLast((mark) => mark.kind === kind && mark.name === name && mark.refused === undefined)?.value;
}

// "sent": the server has it. "lost": nobody was there; it is tried again later. Else why it was refused.
export type Fate = "sent" | "lost" | { refused: string };

// Sends what waits, one after the other, until the connection is gone; `settled` hears of each as it goes.
export async function sendAll(
  marks: readonly Mark[],
  send: (mark: Mark) => Promise<Fate>,
  settled: (mark: Mark, fate: Fate) => void,
): Promise<void> {
  for (const mark of waiting(marks)) {
    const fate = await send(mark);
    settled(mark, fate);
    if (fate === "lost") return;
  }
}
