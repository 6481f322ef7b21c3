import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { PersonNameSchema } from "@plenary/client/gen/plenary/v1/directory_pb";
import { describe, expect, it } from "vitest";
import { latinLine, personLine, sortByReader } from "./names.ts";

const name = (init: MessageInitShape<typeof PersonNameSchema>) => create(PersonNameSchema, init);
const russian = name({ language: "ru", familyName: "Примеров", givenName: "Иван", patronymic: "Петрович" });
const latin = name({ language: "en", script: "Latn", familyName: "Primerov", givenName: "Ivan" });
const chinese = name({ language: "zh", familyName: "王", givenName: "小明" });

describe("a person's name", () => {
  it("stands family name first, with the patronymic, for Russian readers", () => {
    expect(personLine([russian], "ru", latin)).toBe("Примеров Иван Петрович");
    expect(latinLine([russian], "ru", latin)).toBe("Primerov Ivan");
  });
  it("is read in Latin letters, given name first, in English and, where there is no other, in Chinese", () => {
    expect(personLine([russian], "en", latin)).toBe("Ivan Primerov");
    expect(personLine([russian], "zh", latin)).toBe("Ivan Primerov");
    expect(latinLine([russian], "en", latin)).toBe("");
  });
  it("is written in one in characters, and with a dot where it is foreign", () => {
    expect(personLine([chinese], "zh")).toBe("王小明");
    expect(personLine([name({ language: "zh", familyName: "普里梅罗夫", givenName: "伊万" })], "zh")).toBe("伊万·普里梅罗夫");
  });
  it("is shown in whatever language there is", () => {
    expect(personLine([chinese], "ru")).toBe("王小明");
    expect(personLine([], "ru")).toBe("");
  });
});

describe("a list", () => {
  const sorted = (names: string[], language: "ru" | "be" | "en" | "zh") => sortByReader(names, (each) => each, language);
  it("follows the Belarusian alphabet, with і after з and ў after у", () => {
    expect(sorted(["Каваль", "Іванова", "Зуева", "Йосіп", "Ёлка", "Ежык"], "be")).toEqual([
      "Ежык",
      "Ёлка",
      "Зуева",
      "Іванова",
      "Йосіп",
      "Каваль",
    ]);
  });
  it("puts Cyrillic before Latin for Russian and Belarusian readers", () => {
    expect(sorted(["Adams", "Яковлев"], "be")).toEqual(["Яковлев", "Adams"]);
  });
  it("follows pinyin in Chinese", () => {
    expect(sorted(["张", "李", "王"], "zh")).toEqual(["李", "王", "张"]);
  });
});
