// One or two letters for a name: "Анна Иванова" is "АИ", a name in characters its first one.
export function initialsOf(name: string): string {
  const words = name.split(/[\s.·-]+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => [...word][0]!.toLocaleUpperCase())
    .join("");
}
