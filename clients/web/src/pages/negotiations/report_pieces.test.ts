import { create } from "@bufbuild/protobuf";
import { ReportNumberSchema } from "@plenary/client/gen/plenary/v1/reports_pb";
import { describe, expect, it } from "vitest";
import { piecesOf } from "./report_pieces.ts";

const numbers = (...values: string[]) => values.map((value, i) => create(ReportNumberSchema, { key: `n${i}`, value }));
const marked = (text: string, ...values: string[]) =>
  piecesOf(text, numbers(...values))
    .map((piece) => (piece.number ? `[${piece.text}]` : piece.text))
    .join("");

describe("the numbers of a sentence", () => {
  it.each([
    [
      "are found in their order",
      "In 2023 there were 3 rounds with 3 regions.",
      ["3", "3"],
      "In 2023 there were [3] rounds with [3] regions.",
    ],
    ["are not part of a longer number", "On 13 April 3 people came.", ["3"], "On 13 April [3] people came."],
    [
      "are not days of dates before them",
      "A plan, 1 January – 31 December 2023. Due: 1 item.",
      ["1"],
      "A plan, 1 January – 31 December 2023. Due: [1] item.",
    ],
    ["stand with spaces between thousands", "1 250 000,5 доллара", ["1250000.5"], "[1 250 000,5] доллара"],
    ["stand with commas between thousands", "USD 1,250,000", ["1250000"], "USD [1,250,000]"],
    ["need no zeros at their end", "a growth of 3.5%", ["3.50"], "a growth of [3.5]%"],
    ["that are negative stand with or without a sign", "fell by 3,5 %", ["-3.5"], "fell by [3,5] %"],
    ["that do not stand there mark nothing", "Nothing is recorded.", ["0"], "Nothing is recorded."],
  ])("%s", (_label, text, values, result) => expect(marked(text, ...values)).toBe(result));
});
