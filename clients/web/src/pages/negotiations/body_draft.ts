// A standing body as its form has it.
import { Body_Kind, type Body } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import type { Language } from "../../i18n/languages.ts";
import { formPaper, writtenPaper, type FormPaper } from "../../parts/paper.ts";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";

export interface FormChair {
  person: string;
  fromDate: string;
  toDate: string;
}

export interface FormSide {
  organization: string;
  coChairs: FormChair[];
}

export interface FormOfficial {
  person: string;
  // "": every side but ours.
  organization: string;
  sinceDate: string;
}

export interface BodyDraft {
  displayNames: FormText[];
  kind: Body_Kind;
  sides: FormSide[];
  officials: FormOfficial[];
  paper: FormPaper;
}

export const NEW_SIDE: FormSide = { organization: "", coChairs: [] };

export function bodyDraft(body: Body | undefined, language: Language): BodyDraft {
  return {
    displayNames: formTexts(body?.displayNames ?? [], language),
    kind: body?.kind ?? Body_Kind.JOINT_WORKING_GROUP,
    sides: body?.sides.map(sideOf) ?? [NEW_SIDE, NEW_SIDE],
    officials: body?.officials.map(({ person, organization, sinceDate }) => ({ person, organization, sinceDate })) ?? [],
    paper: formPaper(body?.foundingDocument),
  };
}

const sideOf = ({ organization, coChairs }: FormSide): FormSide => ({
  organization,
  coChairs: coChairs.map(({ person, fromDate, toDate }) => ({ person, fromDate, toDate })),
});

// What is sent of it.
export function bodyOf({ displayNames, kind, sides, officials, paper }: BodyDraft) {
  const foundingDocument = writtenPaper(paper);
  return {
    displayNames: written(displayNames),
    kind,
    sides,
    // Who was assigned to a side that is gone is assigned to nobody.
    officials: officials.filter(({ organization }) => organization === "" || sides.some((side) => side.organization === organization)),
    ...(foundingDocument && { foundingDocument }),
  };
}

export const endsBefore = ({ fromDate, toDate }: FormChair): boolean => fromDate !== "" && toDate !== "" && toDate < fromDate;

// Whether the side at this place is named before it.
export const isTwice = (sides: readonly FormSide[], at: number): boolean =>
  sides[at]!.organization !== "" && sides.findIndex(({ organization }) => organization === sides[at]!.organization) < at;

export function isComplete({ displayNames, sides, officials }: BodyDraft): boolean {
  const chairs = sides.flatMap(({ coChairs }) => coChairs);
  return (
    hasText(displayNames) &&
    sides.length >= 2 &&
    sides.every(({ organization }, at) => organization !== "" && !isTwice(sides, at)) &&
    chairs.every((chair) => chair.person !== "" && !endsBefore(chair)) &&
    officials.every(({ person }) => person !== "")
  );
}
