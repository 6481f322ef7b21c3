// A list of participants as a text for a messenger: by delegation, numbered, in the reader's language.
import type { Row } from "./row.ts";

interface Words {
  // What stands above: "TIBO-2023: 12 participants".
  heading: string;
  // Whom no delegation sends.
  alone: string;
}

export function messengerText(rows: readonly Row[], { heading, alone }: Words): string {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = row.delegation || alone;
    const members = groups.get(group);
    if (members) members.push(row);
    else groups.set(group, [row]);
  }
  const paragraphs = [...groups].map(([delegation, members]) => [`${delegation} (${members.length})`, ...members.map(lineOf)].join("\n"));
  return [heading, ...paragraphs].join("\n\n");
}

function lineOf({ name, title, affiliation }: Row, place: number): string {
  return `${place + 1}. ${[name, title, affiliation].filter((part) => part !== "").join(", ")}`;
}
