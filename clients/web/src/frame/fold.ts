// Texts as one compares them with what was typed: without case, ё as е, dashes and quotes as spaces.
export function fold(text: string): string {
  return text
    .toLocaleLowerCase()
    .replaceAll("ё", "е")
    .replace(/[«»"“”„'’()–—-]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

// Whether every word that was typed begins a word of `text`, or stands within it where words have no
// spaces between them.
export function matches(text: string, typed: string): boolean {
  const folded = fold(text);
  return fold(typed)
    .split(" ")
    .every((word) => folded.startsWith(word) || folded.includes(` ${word}`) || (/\p{Script=Han}/u.test(word) && folded.includes(word)));
}
