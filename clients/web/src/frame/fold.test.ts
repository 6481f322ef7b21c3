import { describe, expect, it } from "vitest";
import { fold, matches } from "./fold.ts";

describe("what is typed into the search", () => {
  it("finds words by their beginnings, in any order, whatever the case", () => {
    expect(matches("Курская область", "обл кур")).toBe(true);
    expect(matches("Курская область", "ская")).toBe(false);
  });
  it("doesn't mind ё, quotes and dashes", () => {
    expect(fold("«Семёнов — Тян-Шанский»")).toBe("семенов тян шанский");
    expect(matches("АО «Маёвка»", "маевка")).toBe(true);
  });
  it("finds characters anywhere, as there are no spaces between words", () => {
    expect(matches("中华人民共和国商务部", "商务")).toBe(true);
  });
});
