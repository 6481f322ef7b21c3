import { describe, expect, it } from "vitest";
import { readLoose, readTabbed } from "./clipboard.ts";
import { decoded } from "./file.ts";
import { guessTable, isList } from "./guess.ts";
import { meaningOf } from "./headings.ts";
import { toRows } from "./to_rows.ts";

const reading = (meanings: ReturnType<typeof guessTable>["columns"]) => ({
  meanings: meanings.map(({ meaning }) => meaning),
  language: "ru" as const,
  eventYear: 2023,
});

describe("a heading", () => {
  it.each([
    ["ФИО", "fullName"],
    ["Ф.И.О.", "fullName"],
    ["Фамилия, имя, отчество", "fullName"],
    ["Фамилия и инициалы", "fullName"],
    ["姓名", "fullName"],
    ["Фамилия", "family"],
    ["Surname", "family"],
    ["Имя", "given"],
    ["Отчество (при наличии)", "patronymic"],
    ["Імя па бацьку", "patronymic"],
    ["Должность", "title"],
    ["Должность, организация", "titleAndOrganization"],
    ["Должность (англ.)", "title.en"],
    ["Место работы", "organization"],
    ["E-mail", "email"],
    ["Эл. почта", "email"],
    ["Тел.", "phone"],
    ["Моб. телефон", "phone"],
    ["Дата рождения", "birthDate"],
    ["Дата и время прилёта", "arrival"],
    ["Рейс прилёта", "arrivalNumber"],
    ["Дата отъезда", "departure"],
    ["№ п/п", "rowNumber"],
    ["Фамилия (лат.)", "latinFamily"],
    ["ФИО латиницей", "latin"],
    ["Full name (English)", "latin"],
    ["Категория", "category"],
    ["Роль в делегации", "capacity"],
    ["Номер паспорта", "ignored"],
    ["Примечание", "note"],
    ["职务", "title"],
  ])("%s means %s", (heading, meaning) => {
    expect(meaningOf(heading)?.meaning).toBe(meaning);
  });

  it("may be a question of the event", () => {
    expect(meaningOf("Размер одежды", new Map([["size", ["Размер одежды"]]]))?.meaning).toBe("custom.size");
  });
});

const KURSK = [
  "Список участников форума ТИБО;;;;;",
  "№ п/п;Фамилия, имя, отчество;Дата рождения;Должность, организация;Тел.;E-mail",
  "1;Примеров Пётр Петрович;12.04.1975;начальник управления, Комитет цифрового развития Курской области;+7 (4712) 00-00-01;primerov@kursk.example",
  "2;Условный И.И.;;консультант, Комитет цифрового развития Курской области;;uslovny@kursk.example",
  "Итого: 2;;;;;",
].map((line) => line.split(";"));

it("A list with a title above and a total below is read to the cell", () => {
  const guess = guessTable(KURSK);
  expect(guess.columns.map(({ meaning }) => meaning)).toEqual([
    "rowNumber",
    "fullName",
    "birthDate",
    "titleAndOrganization",
    "phone",
    "email",
  ]);
  const rows = toRows(guess.people, reading(guess.columns));
  expect(rows.map(({ cells }) => cells)).toEqual([
    {
      family: "Примеров",
      given: "Пётр",
      patronymic: "Петрович",
      birthDate: "12.04.1975",
      "title.ru": "начальник управления",
      organization: "Комитет цифрового развития Курской области",
      phone: "+7 (4712) 00-00-01",
      email: "primerov@kursk.example",
    },
    {
      family: "Условный",
      given: "И.",
      patronymic: "И.",
      "title.ru": "консультант",
      organization: "Комитет цифрового развития Курской области",
      email: "uslovny@kursk.example",
    },
  ]);
});

it("Headings of two rows with merged cells are one", () => {
  const guess = guessTable([
    ["ФИО", "Должность", "Прибытие", "Прибытие", "Отъезд", "Отъезд"],
    ["", "", "дата", "рейс", "дата", "рейс"],
    ["Примеров Пётр Петрович", "директор", "17.04.2023", "XX 281", "22.04.2023", "XX 282"],
  ]);
  expect(guess.columns.map(({ meaning }) => meaning)).toEqual([
    "fullName",
    "title",
    "arrival",
    "arrivalNumber",
    "departure",
    "departureNumber",
  ]);
  expect(guess.people).toHaveLength(1);
});

it("A list without headings tells its columns by what stands in them", () => {
  const guess = guessTable(
    readTabbed("1\tПримеров Пётр Петрович\tдиректор\tprimerov@kursk.example\n2\tОбразцова Анна Ивановна\tконсультант\tob@kursk.example\n"),
  );
  expect(guess.columns.map(({ meaning }) => meaning)).toEqual(["rowNumber", "fullName", "title", "email"]);
  expect(isList([["a"], ["b"]], guess)).toBe(true);
});

it("A few cells are no list", () => {
  const table = readTabbed("директор\tначальник");
  expect(isList(table, guessTable(table))).toBe(false);
});

it("Two columns of names in two scripts are a name and its Latin spelling", () => {
  const guess = guessTable([
    ["ФИО", "Full name"],
    ["Примеров Пётр Петрович", "Primerov Piotr"],
  ]);
  expect(guess.columns.map(({ meaning }) => meaning)).toEqual(["fullName", "latin"]);
});

it("Quoted cells of a spreadsheet keep their line ends, and quotes inside words stay", () => {
  expect(readTabbed('a\t"b\nc"\t"d ""e"""\r\nООО "Пример"\tf')).toEqual([
    ["a", "b\nc", 'd "e"'],
    ['ООО "Пример"', "f"],
  ]);
});

it("A list typed in a messenger is one name a line", () => {
  expect(readLoose("1. Примеров Пётр\n2) Образцова Анна\n")).toEqual([["Примеров Пётр"], ["Образцова Анна"]]);
});

it("Files of Windows are read as they were written", () => {
  expect(decoded(new Uint8Array([0xcf, 0xf0, 0xe8, 0xec, 0xe5, 0xf0]))).toBe("Пример");
  expect(decoded(new TextEncoder().encode("Пример"))).toBe("Пример");
});
