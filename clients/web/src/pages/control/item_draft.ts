// An action item as a form has it.
import { Due_Period, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import type { Language } from "../../i18n/languages.ts";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";

export type DueKind = "date" | "periodic" | "continuous";

export interface ItemDraft {
  titles: FormText[];
  texts: FormText[];
  organization: string;
  person: string;
  coPeople: string[];
  controller: string;
  author: string;
  dueKind: DueKind;
  // The day, or the last one.
  until: string;
  period: Due_Period;
  note: string;
}

export function draftOf(item: ActionItem | undefined, language: Language): ItemDraft {
  const due = item?.due?.due;
  return {
    titles: formTexts(item?.titles ?? [], language),
    texts: formTexts(item?.texts ?? [], language),
    organization: item?.lead?.organization ?? "",
    person: item?.lead?.person ?? "",
    coPeople: item?.coExecutors.map(({ person }) => person).filter((person) => person !== "") ?? [],
    controller: item?.controller ?? "",
    author: item?.author ?? "",
    dueKind: due?.case ?? "date",
    until: due?.case === "date" ? due.value : (due?.value?.until ?? ""),
    period: due?.case === "periodic" ? due.value.period : Due_Period.QUARTER,
    note: item?.note ?? "",
  };
}

export function isComplete(draft: ItemDraft): boolean {
  return hasText(draft.titles) && draft.organization + draft.person !== "" && (draft.dueKind === "continuous" || draft.until !== "");
}

export function dueOf({ dueKind, until, period }: ItemDraft) {
  switch (dueKind) {
    case "date":
      return { due: { case: "date" as const, value: until } };
    case "periodic":
      return { due: { case: "periodic" as const, value: { period, until } } };
    case "continuous":
      return { due: { case: "continuous" as const, value: { until } } };
  }
}

// What may be changed at any time.
export function changeable(draft: ItemDraft) {
  return { titles: written(draft.titles), texts: written(draft.texts), controller: draft.controller, note: draft.note.trim() };
}
