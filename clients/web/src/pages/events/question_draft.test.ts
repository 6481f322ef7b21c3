import { create } from "@bufbuild/protobuf";
import { CustomField_Type as Type, CustomFieldSchema } from "@plenary/client/gen/plenary/v1/events_pb";
import { expect, test } from "vitest";
import { idFor, isAskedIn, isComplete, questionDraft, unanswered, withQuestion, type QuestionDraft } from "./question_draft.ts";

const inEnglish = (text: string) => [{ language: "en", text }];
const inRussian = (text: string) => [{ language: "ru", text }];

const size: QuestionDraft = {
  ...questionDraft(undefined, "en"),
  type: Type.CHOICE,
  texts: inEnglish("Shirt size?"),
  choices: [
    { id: "", texts: inEnglish("L") },
    { id: "", texts: inRussian("Большой") },
  ],
};

test.each([
  [inEnglish("Shirt size?"), [], "shirt-size"],
  [inEnglish("Shirt size?"), ["shirt-size"], "shirt-size-2"],
  [inRussian("Размер"), [], "question-1"],
  [inRussian("Размер"), ["question-1", "question-2"], "question-3"],
])("%j beside %j has the id %s", (texts, taken, id) => {
  expect(idFor(texts, taken, "question")).toBe(id);
});

test("a new question comes last, and its answers have ids of their own", () => {
  const diet = create(CustomFieldSchema, { id: "diet", type: Type.TEXT });
  const [first, added] = withQuestion([diet], size, "");
  expect(first).toBe(diet);
  expect(added).toMatchObject({ id: "shirt-size", choices: [{ id: "l" }, { id: "choice-1" }] });
});

test("a question that is changed keeps its place, its id and those of its answers", () => {
  const before = withQuestion([], size, "");
  const stored = create(CustomFieldSchema, { ...before[0]!, displayNames: [], choices: [] });
  const changed: QuestionDraft = {
    ...size,
    texts: inEnglish("Size of the shirt"),
    choices: [...size.choices].map((choice) => ({ ...choice, id: "x" })),
  };
  const after = withQuestion([stored, create(CustomFieldSchema, { id: "diet" })], changed, "shirt-size");
  expect(after.map(({ id }) => id)).toEqual(["shirt-size", "diet"]);
  expect(after[0]!.choices.map(({ id }) => id)).toEqual(["x", "x"]);
});

test("what was typed for another kind of answer is not sent", () => {
  const [text] = withQuestion([], { ...size, type: Type.TEXT, maxLength: 20 }, "");
  expect(text).toMatchObject({ choices: [], maxLength: 20 });
  const [choice] = withQuestion([], { ...size, maxLength: 20 }, "");
  expect(choice).toMatchObject({ maxLength: 0 });
});

test("a choice has two answers at least, each with a text", () => {
  expect(isComplete(size)).toBe(true);
  expect(isComplete({ ...size, choices: size.choices.slice(1) })).toBe(false);
  expect(isComplete({ ...size, choices: [...size.choices, { id: "", texts: inEnglish(" ") }] })).toBe(false);
  expect(isComplete({ ...size, texts: [] })).toBe(false);
});

test("a question without categories is put to all", () => {
  expect(isAskedIn({ categories: [] }, "events/a/categories/b")).toBe(true);
  expect(isAskedIn({ categories: ["events/a/categories/c"] }, "events/a/categories/b")).toBe(false);
});

test("who is asked in vain is told which questions", () => {
  const fields = [
    { id: "diet", required: true, categories: [] },
    { id: "badge", required: true, categories: ["events/a/categories/press"] },
    { id: "book", required: false, categories: [] },
  ];
  expect(unanswered(fields, "events/a/categories/guests", {})).toEqual(["diet"]);
  expect(unanswered(fields, "events/a/categories/press", { diet: "none" })).toEqual(["badge"]);
});
