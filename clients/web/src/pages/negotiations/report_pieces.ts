// A sentence of a report cut at its numbers, so that each can be asked where it comes from.
import type { ReportNumber } from "@plenary/client/gen/plenary/v1/reports_pb";

export interface Piece {
  text: string;
  // Set where the piece is that number.
  number?: ReportNumber;
}

// How a number may stand in a text of any of the languages: groups of three by spaces or commas,
// decimals behind a point or a comma, a true minus.
function patternOf(value: string): RegExp | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return undefined;
  const [, sign, whole, decimals] = match;
  const digits = whole!
    .split("")
    .map((digit, i) => ((whole!.length - i) % 3 === 0 && i > 0 ? `[\\s\\u00a0\\u202f,]?${digit}` : digit))
    .join("");
  // Zeros at the end need not be said.
  const rest =
    decimals === undefined ? "" : decimals.replace(/0+$/, "") === "" ? `(?:[.,]${decimals})?` : `[.,]${decimals.replace(/0+$/, "")}0*`;
  return new RegExp(`(?<![\\d.,])${sign === "" ? "" : "[-\\u2212]?"}${digits}${rest}(?!\\d|[.,]\\d)`, "gu");
}

// Numbers are looked for from the end: dates and names, whose digits are nobody's count, stand first. One
// that is not found has no place.
export function piecesOf(text: string, numbers: readonly ReportNumber[]): Piece[] {
  const found: { at: number; end: number; number: ReportNumber }[] = [];
  let before = text.length;
  for (const number of numbers.toReversed()) {
    const pattern = patternOf(number.value);
    if (!pattern) continue;
    const places = [...text.matchAll(pattern)].map((match) => ({ at: match.index, end: match.index + match[0].length }));
    const free = places.filter(({ at, end }) => found.every((other) => end <= other.at || at >= other.end));
    const place = free.findLast(({ end }) => end <= before) ?? free.at(-1);
    if (!place) continue;
    found.push({ ...place, number });
    before = place.at;
  }
  found.sort((a, b) => a.at - b.at);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { at, end, number } of found) {
    if (at > from) pieces.push({ text: text.slice(from, at) });
    pieces.push({ text: text.slice(at, end), number });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
