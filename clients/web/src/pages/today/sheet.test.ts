import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { ProgrammeSchema } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { expect, it } from "vitest";
import { minutesUntil, momentOf, phoneOf, stopsOf, stopsOfDay, telOf, type Stop } from "./sheet.ts";

const at = (clock: string) => Date.parse(`2023-04-19T${clock}:00+03:00`);

function stop(title: string, from: string, to: string, isCancelled = false): Stop {
  return {
    activity: `events/e/sessions/${title}`,
    isMeeting: false,
    title,
    start: at(from),
    end: at(to),
    place: "",
    venue: "",
    journey: "",
    parties: [],
    attendees: [],
    vehicles: [],
    interpreters: [],
    responsible: [],
    phones: [],
    note: "",
    guestNote: "",
    isCancelled,
  };
}

const DAY = [
  stop("breakfast", "08:00", "09:00"),
  stop("plant", "09:30", "11:00"),
  stop("called-off", "11:00", "12:00", true),
  stop("lunch", "13:00", "14:00"),
  stop("dinner", "19:00", "21:00"),
];

it("At any instant it is plain what is under way and what is next", () => {
  const { now, next, later, earlier } = momentOf(DAY, at("09:40"));
  expect(now.map(({ title }) => title)).toEqual(["plant"]);
  expect(next?.title).toBe("lunch");
  expect(later.map(({ title }) => title)).toEqual(["dinner"]);
  expect(earlier.map(({ title }) => title)).toEqual(["breakfast", "called-off"]);
});

it("Minutes are counted up, so that nobody is told too few", () => {
  expect(minutesUntil(at("09:40"), at("09:39") + 30_000)).toBe(1);
  expect(minutesUntil(at("09:40"), at("09:40"))).toBe(0);
});

it("Telephones are read with whose they are, and dialled without blanks", () => {
  expect(phoneOf("Driver Maketov (fictional): +375 29 000-00-02")).toEqual({
    who: "Driver Maketov (fictional)",
    number: "+375 29 000-00-02",
  });
  expect(phoneOf("112")).toEqual({ who: "", number: "112" });
  expect(telOf("+375 29 000-00-02")).toBe("tel:+375290000002");
});

it("The stops come in order, whatever the day they are listed under", () => {
  const programme = create(ProgrammeSchema, {
    days: [
      {
        date: "2023-04-20",
        items: [
          {
            title: "b",
            interval: { startTime: timestampFromDate(new Date(at("13:00"))), endTime: timestampFromDate(new Date(at("14:00"))) },
          },
        ],
      },
      {
        date: "2023-04-19",
        items: [
          {
            title: "a",
            interval: { startTime: timestampFromDate(new Date(at("10:00"))), endTime: timestampFromDate(new Date(at("11:00"))) },
          },
        ],
      },
    ],
  });
  expect(stopsOf(programme).map(({ title }) => title)).toEqual(["a", "b"]);
});

it("What goes past midnight belongs to both days", () => {
  const night = [stop("night", "22:00", "23:30")];
  expect(stopsOfDay(night, at("23:00"), at("23:30"))).toHaveLength(1);
  expect(stopsOfDay(night, at("08:00"), at("22:00"))).toHaveLength(0);
});
