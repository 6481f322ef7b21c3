import { describe, expect, it } from "vitest";
import { matches, otherLayout, queryOf, searchable } from "./search_text.ts";

const person = searchable([
  "Прымераў Пётр Пятровіч",
  "Примеров Пётр Петрович",
  "Primerov Piotr",
  "王小明",
  "ООО «Вымысел-Системы»",
  "p1@kursk.example",
]);

describe("somebody is found by", () => {
  it.each([
    ["the family name", "примеров"],
    ["its beginning", "Прим"],
    ["initials with dots", "Примеров П.П."],
    ["initials first", "П.П. Примеров"],
    ["Latin letters", "primerov p"],
    ["letters with and without marks", "Петр"],
    ["Belarusian letters", "Пятровіч"],
    ["Russian letters for Belarusian ones", "Пятрович"],
    ["characters in the middle", "小明"],
    ["a word after a quotation mark", "вымысел"],
    ["mail", "p1@kursk"],
    ["nothing at all", "  "],
  ])("%s", (_, typed) => {
    expect(matches(person, queryOf(typed))).toBe(true);
  });
  it.each([
    ["the middle of a word", "меров"],
    ["another name", "Иванов"],
    ["one word right, one wrong", "Примеров А"],
  ])("not by %s", (_, typed) => {
    expect(matches(person, queryOf(typed))).toBe(false);
  });
});

it("the other layout is read both ways", () => {
  expect(otherLayout("bdfyjd")).toBe("иванов");
  expect(otherLayout("шмфтщм")).toBe("ivanov");
});
