// The languages of one item as they are being written: what was typed, over which revision.
import { merge, type Texts } from "./item_merge.ts";

export interface ItemDraft {
  // The revision that was typed over.
  etag: string;
  // The texts of that revision.
  base: Texts;
  // As typed.
  texts: Texts;
  // What others saved meanwhile in languages that were typed into; to be chosen from by a person.
  disputed: Texts;
}

// A draft that has not begun.
export const NOT_BEGUN = null;

// Begins typing over a revision.
export function begun(base: Texts, etag: string): ItemDraft {
  return { etag, base, texts: base, disputed: {} };
}

// The draft laid over a newer revision.
export function rebased(draft: ItemDraft, theirs: Texts, etag: string): ItemDraft {
  const { texts, disputed } = merge(draft.base, draft.texts, theirs);
  const unsettled = Object.keys(draft.disputed).filter((language) => texts[language] !== theirs[language]);
  return {
    etag,
    base: theirs,
    texts,
    disputed: Object.fromEntries([...new Set([...disputed, ...unsettled])].map((language) => [language, theirs[language] ?? ""])),
  };
}

// One language decided: with `text`.
export function settled(draft: ItemDraft, language: string, text: string): ItemDraft {
  const disputed = { ...draft.disputed };
  delete disputed[language];
  return { ...draft, texts: { ...draft.texts, [language]: text }, disputed };
}
