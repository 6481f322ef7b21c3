// What was typed into the languages of an item, laid over what somebody else saved meanwhile.

export type Texts = Record<string, string>;

export interface Merged {
  // What goes on being edited: mine where I changed it, theirs where only they did.
  texts: Texts;
  // Languages that both changed, and differently; their text is to be chosen by a person.
  disputed: string[];
}

// Lays what was typed, `mine`, which began as `base`, over `theirs`. Nothing typed is lost.
export function merge(base: Texts, mine: Texts, theirs: Texts): Merged {
  const texts: Texts = {};
  const disputed: string[] = [];
  for (const language of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, my, their] = [base[language] ?? "", mine[language] ?? "", theirs[language] ?? ""];
    texts[language] = my === was ? their : my;
    if (my !== was && their !== was && my !== their) disputed.push(language);
  }
  return { texts, disputed };
}

// The languages in which `mine` differs from `base`.
export function changedIn(base: Texts, mine: Texts): string[] {
  return Object.keys(mine).filter((language) => (mine[language] ?? "") !== (base[language] ?? ""));
}
