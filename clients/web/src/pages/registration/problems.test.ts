import { describe, expect, it } from "vitest";
import { patched, newRow, type Row } from "./rows.ts";
import { problemsOf } from "./problems.ts";
import type { Roster } from "./roster.ts";

const delegate = { name: "events/e/categories/delegate", displayNames: [{ language: "ru", text: "Делегат" }] };
const press = { name: "events/e/categories/press", displayNames: [{ language: "ru", text: "Пресса" }] };

const roster = {
  language: "ru",
  timeZone: "Europe/Minsk",
  eventYear: 2023,
  categories: [delegate, press],
  defaultCategory: delegate.name,
  customFields: [],
  registered: [
    { participant: "events/e/participants/p", shown: "Черновичков Иван Вымыслович", names: ["Черновичков Иван Вымыслович"], isHead: true },
  ],
  organization: "organizations/kursk",
  organizationNames: ["Курская область"],
} as unknown as Roster;

const good: Row["cells"] = { family: "Примеров", given: "Пётр", patronymic: "Петрович", email: "p@kursk.example" };

describe("a cell", () => {
  it.each<[Row["cells"], string, string, Row["cells"] | undefined]>([
    [{ family: "Пётр", given: "Примеров" }, "family", "swapped", { family: "Примеров", given: "Пётр" }],
    [
      { family: "Примеров Пётр Петрович", given: "", patronymic: "" },
      "family",
      "wholeName",
      { family: "Примеров", given: "Пётр", patronymic: "Петрович" },
    ],
    [{ family: "Cидоров" }, "family", "lookalikes", { family: "Сидоров" }],
    [{ family: "ПРИМЕРОВ" }, "family", "capitals", { family: "Примеров" }],
    [{ given: "П." }, "given", "initials", undefined],
    [{ family: "", given: "Пётр", patronymic: "" }, "family", "familyMissing", { family: "Пётр" }],
    [{ email: "p @kursk,example" }, "email", "notAnEmail", { email: "p@kursk.example" }],
    [{ email: "почта" }, "email", "notAnEmail", undefined],
    [{ birthDate: "31.02.1980" }, "birthDate", "noSuchDay", undefined],
    [{ birthDate: "12.04.75" }, "birthDate", "noCentury", { birthDate: "12.04.1975" }],
    [{ birthDate: "1975-04-12" }, "birthDate", "dateForm", { birthDate: "12.04.1975" }],
    [{ capacity: "зам главы делегацыи" }, "capacity", "notACapacity", { capacity: "DEPUTY_HEAD" }],
    [{ capacity: "глава" }, "capacity", "twoHeads", { capacity: "DEPUTY_HEAD" }],
    [{ category: "Делегаты" }, "category", "notACategory", { category: "Делегат" }],
    [{ latin: "Примеров" }, "latin", "notLatin", { latin: "" }],
    [{ "title.ru": "директор, ООО «Пример»" }, "title.ru", "withOrganization", { "title.ru": "директор", organization: "ООО «Пример»" }],
    [{ family: "Черновичков", given: "Иван", patronymic: "Вымыслович" }, "family", "registered", undefined],
  ])("%j has in %s: %s", (cells, column, kind, mended) => {
    const row = newRow({ ...good, ...cells });
    const problem = problemsOf([row], roster)
      .get(row.key)
      ?.find((each) => each.column === column);
    expect(problem?.kind).toBe(kind);
    if (mended === undefined) return;
    const after = patched(row, problem!.repairs[0]!.patch!);
    expect(after.cells).toMatchObject(mended);
    expect(
      problemsOf([after], roster)
        .get(row.key)
        ?.filter((each) => each.column === column) ?? [],
    ).toEqual([]);
  });
});

it("A good row and an empty one have no problems", () => {
  expect(problemsOf([newRow(good), newRow()], roster).size).toBe(0);
});

it("The second of two rows with one name is asked about, until it is said to be somebody else", () => {
  const [first, second] = [newRow(good), newRow(good)];
  expect([...problemsOf([first, second], roster).keys()]).toEqual([second.key]);
  expect(problemsOf([first, { ...second, isSomebodyNew: true }], roster).size).toBe(0);
});
