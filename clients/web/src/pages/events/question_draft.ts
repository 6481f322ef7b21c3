// A question of an event to its participants, as its form has it.
import { CustomField_Type as Type, type CustomField } from "@plenary/client/gen/plenary/v1/events_pb";
import type { Language } from "../../i18n/languages.ts";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";

export interface ChoiceDraft {
  // "": it is new.
  id: string;
  texts: FormText[];
}

export interface QuestionDraft {
  type: Type;
  texts: FormText[];
  choices: ChoiceDraft[];
  required: boolean;
  // Characters of a text; 0: as many as the server takes.
  maxLength: number;
  // None: all.
  categories: string[];
}

const LONGEST_ID = 40;
const FEWEST_CHOICES = 2;

export function newChoice(language: Language): ChoiceDraft {
  return { id: "", texts: formTexts([], language) };
}

export function questionDraft(field: CustomField | undefined, language: Language): QuestionDraft {
  const choices = field?.choices.map(({ id, displayNames }) => ({ id, texts: formTexts(displayNames, language) })) ?? [];
  return {
    type: field?.type ?? Type.TEXT,
    texts: formTexts(field?.displayNames ?? [], language),
    choices: choices.length > 0 ? choices : [newChoice(language), newChoice(language)],
    required: field?.required ?? false,
    maxLength: field?.maxLength ?? 0,
    categories: [...(field?.categories ?? [])],
  };
}

// An id that says to programs what is meant, and that none of the others has: "shirt-size", "question-2".
export function idFor(texts: readonly FormText[], taken: readonly string[], without: string): string {
  const english = texts.find(({ language }) => language.split("-")[0] === "en")?.text ?? "";
  const words = english.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join("-").slice(0, LONGEST_ID).replace(/-+$/, "");
  const first = slug || `${without}-1`;
  if (!taken.includes(first)) return first;
  const base = slug || without;
  for (let number = 2; ; number += 1) {
    if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`;
  }
}

// As the server takes it; ids that were given stay.
function fieldOf(draft: QuestionDraft, id: string) {
  const ids = draft.choices.map((choice) => choice.id).filter((each) => each !== "");
  const choices = draft.choices.map((choice) => {
    const displayNames = written(choice.texts);
    const own = choice.id || idFor(displayNames, ids, "choice");
    ids.push(own);
    return { id: own, displayNames };
  });
  return {
    id,
    type: draft.type,
    displayNames: written(draft.texts),
    choices: draft.type === Type.CHOICE ? choices : [],
    required: draft.required,
    maxLength: draft.type === Type.TEXT ? draft.maxLength : 0,
    categories: draft.categories,
  };
}

type Field = ReturnType<typeof fieldOf>;

// The questions of the event with this one changed, or, without an id, added.
export function withQuestion(fields: readonly CustomField[], draft: QuestionDraft, id: string): (CustomField | Field)[] {
  if (id !== "" && fields.some((field) => field.id === id)) {
    return fields.map((field) => (field.id === id ? fieldOf(draft, id) : field));
  }
  const taken = fields.map((field) => field.id);
  return [...fields, fieldOf(draft, id || idFor(written(draft.texts), taken, "question"))];
}

export function isComplete({ type, texts, choices }: QuestionDraft): boolean {
  if (!hasText(texts)) return false;
  return type !== Type.CHOICE || (choices.length >= FEWEST_CHOICES && choices.every((choice) => hasText(choice.texts)));
}

// The ids of those questions that have to be answered in a category and are not.
export function unanswered(
  fields: readonly Pick<CustomField, "id" | "required" | "categories">[],
  category: string,
  answers: Readonly<Record<string, string>>,
): string[] {
  return fields.filter((field) => field.required && isAskedIn(field, category) && !answers[field.id]).map(({ id }) => id);
}

// Whether the question is put to participants of a category.
export function isAskedIn({ categories }: Pick<CustomField, "categories">, category: string): boolean {
  return categories.length === 0 || categories.includes(category);
}
