import { DocumentReference_Kind } from "@plenary/client/gen/plenary/v1/common_pb";
import { expect, test } from "vitest";
import { formPaper, writtenPaper } from "./paper.ts";

test("a paper of which nothing was typed is none", () => {
  expect(writtenPaper(formPaper(undefined))).toBeUndefined();
  expect(writtenPaper({ ...formPaper(undefined), registrationNumber: "  " })).toBeUndefined();
});

test("a paper keeps its kind, and loses blanks around what was typed", () => {
  const paper = { ...formPaper(undefined), kind: DocumentReference_Kind.ORDER, registrationNumber: " 12-П ", date: "2023-03-15" };
  expect(writtenPaper(paper)).toEqual({ ...paper, registrationNumber: "12-П" });
});
