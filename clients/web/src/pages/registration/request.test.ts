import { Participant_Capacity as Capacity, WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { expect, it } from "vitest";
import { latinInit, registrationRow } from "./request.ts";
import { newRow } from "./rows.ts";
import type { Roster } from "./roster.ts";
import { seatsOf } from "./seats.ts";

const delegate = { name: "events/e/categories/delegate", displayNames: [{ language: "ru", text: "Делегат" }] };
const roster = {
  language: "ru",
  timeZone: "Europe/Minsk",
  eventYear: 2023,
  categories: [delegate],
  defaultCategory: delegate.name,
  customFields: [],
  registered: [],
  organization: "organizations/kursk",
  organizationNames: ["Курская область"],
} as unknown as Roster;

it("A row becomes a person to nominate", () => {
  const row = newRow({
    family: "Примеров",
    given: "Пётр",
    patronymic: "Петрович",
    latin: "Primerov Piotr",
    "title.ru": "директор",
    organization: "ООО «Пример»",
    capacity: "глава",
    birthDate: "12.04.1975",
    arrival: "17.04.2023 18:20",
    arrivalNumber: "XX 281",
    needs: "вегетарианское меню; переводчик",
  });
  expect(registrationRow(row, roster, { confirm: false, hasWaitingList: true })).toMatchObject({
    participant: {
      category: delegate.name,
      capacity: Capacity.HEAD,
      titles: [{ language: "ru", text: "директор" }],
      affiliations: [{ language: "ru", text: "ООО «Пример»" }],
      stay: { arrival: { number: "XX 281", time: { seconds: 1681744800n } }, needs: ["вегетарианское меню", "переводчик"] },
    },
    newPerson: {
      names: [{ language: "ru", script: "Cyrl", familyName: "Примеров", givenName: "Пётр", patronymic: "Петрович" }],
      latinName: { familyName: "Primerov", givenName: "Piotr" },
      organization: "",
      birthDate: { year: 1975, month: 4, day: 12 },
    },
    whenFull: WhenFull.WAIT,
  });
});

it("Whoever was found in the directory is not made anew", () => {
  const row = { ...newRow({ family: "Примеров" }), person: { name: "people/p", shown: "Примеров" } };
  const init = registrationRow(row, roster, { confirm: false, hasWaitingList: false });
  expect(init).toMatchObject({ participant: { person: "people/p" }, newPerson: undefined, whenFull: WhenFull.REFUSE });
});

it("A Latin spelling has as many words of family name as the name itself", () => {
  expect(latinInit("Ter Ovanesian Armen", "Тер Ованесян")).toMatchObject({ familyName: "Ter Ovanesian", givenName: "Armen" });
  expect(latinInit("Primerov, Piotr", "Примеров")).toMatchObject({ familyName: "Primerov", givenName: "Piotr" });
});

it("Seats go to rows in their order, and the rest waits", () => {
  const rows = ["А", "Б", "В"].map((family) => newRow({ family }));
  const quota = { category: delegate.name, limit: 12, used: 9, held: 1, waiting: 2 };
  const seats = seatsOf(rows, [quota] as never, [delegate] as never, roster);
  expect(seats.categories).toEqual([{ category: delegate.name, limit: 12, taken: 9, held: 1, seated: 2, unseated: 1, waiting: 2 }]);
  expect(seats.unseated).toEqual(new Map([[rows[2]!.key, 1]]));
});
