import { describe, expect, it } from "vitest";
import { clean, languageOf, repairedLookalikes } from "./clean.ts";
import { civilText, readDate } from "./dates.ts";
import { splitTitleAndOrganization } from "./titles.ts";

it("Text loses what cannot be seen", () => {
  expect(clean("\ufeff Приме\u00adров \u00a0Пётр\u200b ")).toBe("Примеров Пётр");
  expect(clean("Вымышленная–Тестова – мать")).toBe("Вымышленная-Тестова – мать");
});

it("Letters of the other script are exchanged where the word shows which script is meant", () => {
  expect(repairedLookalikes("Cидоров-Пробный")).toBe("Сидоров-Пробный");
  expect(repairedLookalikes("primerоv@example.org")).toBe("primerov@example.org");
  expect(repairedLookalikes("IT-отдел")).toBeUndefined();
  expect(repairedLookalikes("Примеров")).toBeUndefined();
});

it("Letters tell the language, and the reader's language where they don't", () => {
  expect(languageOf("Прымераў")).toBe("be");
  expect(languageOf("Примеров", "be")).toBe("ru");
  expect(languageOf("Casak", "ru")).toBe("en");
  expect(languageOf("王小明", "ru")).toBe("zh");
});

describe("a day", () => {
  it.each([
    ["12.04.1975", "12.04.1975"],
    ["1975-04-12", "12.04.1975"],
    ["12 апреля 1975 г.", "12.04.1975"],
    ["12/04/1975", "12.04.1975"],
    ["April 12, 1975", "12.04.1975"],
    ["1975年4月12日", "12.04.1975"],
    ["18.04.2023 09:30", "18.04.2023 09:30"],
    ["18.04.2023 в 9:30", "18.04.2023 09:30"],
    ["2023-04-18T09:30:00.000Z", "18.04.2023 09:30"],
  ])("written %s is %s", (text, read) => {
    expect(civilText(readDate(text).civil!)).toBe(read);
  });

  it.each([
    ["31.02.1980", "noSuchDay", undefined],
    ["12.04.75", "noCentury", "12.04.1975"],
    ["04.25.1975", "noSuchDay", "25.04.1975"],
    ["27496", "notADate", "12.04.1975"],
    ["1975", "yearOnly", undefined],
    ["скоро", "notADate", undefined],
  ])("written %s is refused as %s", (text, fault, repair) => {
    expect(readDate(text)).toEqual({ fault, repair });
  });

  it("of a journey without its year is of the event's", () => {
    expect(civilText(readDate("17 апреля 18:20", 2023).civil!)).toBe("17.04.2023 18:20");
    expect(civilText(readDate("17.04", 2023).civil!)).toBe("17.04.2023");
  });
});

it("Title and organization part where one ends and the other begins", () => {
  expect(splitTitleAndOrganization("начальник управления, Комитет цифрового развития Курской области")).toEqual({
    title: "начальник управления",
    organization: "Комитет цифрового развития Курской области",
  });
  expect(splitTitleAndOrganization("ООО «Пример, Образец», директор")).toEqual({
    title: "директор",
    organization: "ООО «Пример, Образец»",
  });
  expect(splitTitleAndOrganization("Director\nExample Ltd")).toEqual({ title: "Director", organization: "Example Ltd" });
  expect(splitTitleAndOrganization("начальник отдела экспорта")).toBeUndefined();
  expect(splitTitleAndOrganization("переводчик")).toBeUndefined();
});
