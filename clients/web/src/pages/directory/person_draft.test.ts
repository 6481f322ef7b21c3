import { create } from "@bufbuild/protobuf";
import { PersonSchema } from "@plenary/client/gen/plenary/v1/directory_pb";
import { describe, expect, it } from "vitest";
import { newPersonDraft, personDraftOf, personOf } from "./person_draft.ts";
import { nextLanguage, textRows } from "./text_rows.ts";

describe("the form of a person", () => {
  it("gives back what it got", () => {
    const person = create(PersonSchema, {
      name: "people/p1",
      etag: "r3",
      names: [{ language: "ru", familyName: "Примерова", givenName: "Анна", patronymic: "Ивановна", side: "BY" }],
      latinName: { language: "en", script: "Latn", familyName: "Primerava", givenName: "Hanna" },
      organization: "organizations/kursk",
      jobTitles: [{ language: "ru", text: "советник" }],
      languages: ["ru"],
      countryCode: "BY",
      workEmail: "a@example",
    });
    expect(personOf(personDraftOf(person, "ru"), person.name, person.etag)).toEqual(person);
  });

  it("leaves out empty rows and spaces too many", () => {
    const draft = newPersonDraft("en", null);
    draft.names = [
      { language: "en", script: "", side: "", familyName: "  Sample  Person ", givenName: "", patronymic: "" },
      { language: "ru", script: "", side: "", familyName: " ", givenName: "", patronymic: "" },
    ];
    const person = personOf(draft);
    expect(person.names.map(({ familyName }) => familyName)).toEqual(["Sample Person"]);
    expect(person.jobTitles).toEqual([]);
    expect(person.latinName).toBeUndefined();
  });

  it("takes the date of birth as a day of the calendar", () => {
    expect(personOf({ ...newPersonDraft("en", null), birthDate: "1975-04-12" }).birthDate).toMatchObject({ year: 1975, month: 4, day: 12 });
  });
});

it("offers the languages that are not there yet, in order", () => {
  const rows = textRows([{ language: "be", side: "", text: "краіна" }], ["ru"]);
  expect(rows.map(({ language }) => language)).toEqual(["be", "ru"]);
  expect(nextLanguage(rows, ["ru", "be", "en"])).toBe("en");
});
