import { describe, expect, it } from "vitest";
import { areSwapped, isWholeName, splitFullName } from "./full_name.ts";

describe("a whole name in one cell", () => {
  it.each([
    ["Примеров Пётр Петрович", "Примеров|Пётр|Петрович"],
    ["Пётр Петрович Примеров", "Примеров|Пётр|Петрович"],
    ["ПРИМЕРОВ Пётр Петрович", "Примеров|Пётр|Петрович"],
    ["Условный И.И.", "Условный|И.|И."],
    ["Условный И. И.", "Условный|И.|И."],
    ["И.И. Условный", "Условный|И.|И."],
    ["Вымышленная-Тестова Мария Сергеевна", "Вымышленная-Тестова|Мария|Сергеевна"],
    ["Анна Образцова", "Образцова|Анна|"],
    ["Образцова Анна", "Образцова|Анна|"],
    ["Мацкевич Ганна Петровна", "Мацкевич|Ганна|Петровна"],
    ["Иван Петрович Мацкевич", "Мацкевич|Иван|Петрович"],
    ["PRIMEROV Piotr", "Primerov|Piotr|"],
    ["John Sample", "Sample|John|"],
    ["Primerov, Piotr", "Primerov|Piotr|"],
    ["г-н Примеров Пётр", "Примеров|Пётр|"],
    ["王小明", "王|小明|"],
    ["欧阳小明", "欧阳|小明|"],
    ["Мамедов Гасан Али оглы", "Мамедов|Гасан|Али оглы"],
  ])("%s is read as %s", (text, parts) => {
    const { family, given, patronymic } = splitFullName(text);
    expect([family, given, patronymic].join("|")).toBe(parts);
  });

  it("is uncertain where nothing shows which word is the family name", () => {
    expect(splitFullName("Казак Мир").uncertain).toBe(true);
    expect(splitFullName("Примеров Пётр Петрович").uncertain).toBe(false);
  });

  it("is told from a family name of two words", () => {
    expect(isWholeName("Примеров Пётр")).toBe(true);
    expect(isWholeName("Условный И.И.")).toBe(true);
    expect(isWholeName("Тер Ованесян")).toBe(false);
    expect(isWholeName("Примеров")).toBe(false);
  });
});

it("Names in each other's columns are noticed", () => {
  expect(areSwapped({ family: "Пётр", given: "Примеров" })).toBe(true);
  expect(areSwapped({ family: "Примеров", given: "Пётр" })).toBe(false);
  expect(areSwapped({ family: "Максим", given: "Иван" })).toBe(false);
});
