// A programme as text for a messenger: no table survives there, so each item has its line.

export interface TextLine {
  times: string;
  title: string;
  place: string;
  people: readonly string[];
}

export function textOfDay(heading: string, lines: readonly TextLine[]): string {
  const items = lines.map(({ times, title, place, people }) =>
    [`${times} ${title}`, place && `  📍 ${place}`, people.length > 0 && `  ${people.join(", ")}`].filter(Boolean).join("\n"),
  );
  return [heading, ...items].join("\n");
}

// Days one below the other, under a title.
export function textOfDays(title: string, days: readonly { heading: string; lines: readonly TextLine[] }[], foot = ""): string {
  return [title, ...days.map(({ heading, lines }) => textOfDay(heading, lines)), foot].filter((part) => part !== "").join("\n\n");
}
