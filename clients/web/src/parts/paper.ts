// A paper as forms have it.
import { DocumentReference_Kind } from "@plenary/client/gen/plenary/v1/common_pb";

export interface FormPaper {
  kind: DocumentReference_Kind;
  registrationNumber: string;
  date: string;
  signatory: string;
  externalUrl: string;
}

// What a form starts with: the paper there is, or an empty one.
export function formPaper(paper: FormPaper | undefined): FormPaper {
  const { kind, registrationNumber = "", date = "", signatory = "", externalUrl = "" } = paper ?? {};
  return { kind: kind ?? DocumentReference_Kind.KIND_UNSPECIFIED, registrationNumber, date, signatory, externalUrl };
}

// The paper that was typed; undefined where none was.
export function writtenPaper(paper: FormPaper): FormPaper | undefined {
  const { kind, date } = paper;
  const registrationNumber = paper.registrationNumber.trim();
  const signatory = paper.signatory.trim();
  const externalUrl = paper.externalUrl.trim();
  if (registrationNumber + date + signatory + externalUrl === "") return undefined;
  return { kind, registrationNumber, date, signatory, externalUrl };
}
