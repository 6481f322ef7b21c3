// The control list as text, for a messenger or a letter.

export interface TextItem {
  title: string;
  who: string;
  // "до 24 августа 2023 (3 дня просрочки)"
  due: string;
}

export interface TextSection {
  title: string;
  groups: { counterpart: string; items: TextItem[] }[];
}

// Sections that are empty are left out.
export function listText(title: string, sections: readonly TextSection[]): string {
  const parts = sections
    .filter(({ groups }) => groups.length > 0)
    .map((section) =>
      [
        section.title.toLocaleUpperCase(),
        ...section.groups.flatMap(({ counterpart, items }) => [
          ...(counterpart === "" ? [] : [`${counterpart}:`]),
          ...items.map((item) => `– ${[item.title, item.due, item.who].filter((part) => part !== "").join("; ")}`),
        ]),
      ].join("\n"),
    );
  return [title, ...parts].join("\n\n");
}
