// Finding people by what one types of them: any of their names, in any script, beginnings and initials.

// A text as it is searched: small letters without marks, one letter for those that Belarusian and Russian write
// differently, words apart by single spaces, with one in front.
export function searchable(texts: readonly string[]): string {
  return ` ${fold(texts.join(" "))}`;
}

function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("і", "и")
    .replaceAll("’", "'")
    .replace(/[^\p{L}\p{N}'@.-]+|\.(?=\s|$)|(?<=\p{L})\.(?=\p{L})/gu, " ")
    .trim();
}

// What was typed, as words each of which must begin a word of the text. Characters of Chinese stand anywhere:
// nobody writes spaces between them.
export function queryOf(typed: string): string[] {
  const folded = fold(typed);
  return folded === "" ? [] : folded.split(" ").map((word) => (/\p{Script=Han}/u.test(word) ? word : ` ${word}`));
}

export function matches(text: string, query: readonly string[]): boolean {
  return query.every((word) => text.includes(word));
}

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё";

// What was meant where the other layout was on: "bdfyjd" is «иванов».
export function otherLayout(typed: string): string {
  return [...typed.toLowerCase()]
    .map((letter) => {
      const latin = LATIN.indexOf(letter);
      if (latin >= 0) return CYRILLIC[latin]!;
      const cyrillic = CYRILLIC.indexOf(letter);
      return cyrillic >= 0 ? LATIN[cyrillic]! : letter;
    })
    .join("");
}
