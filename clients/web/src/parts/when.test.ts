import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { formatAgo, formatDay, formatDays, formatInstant, formatInterval, formatTime, monthName, zoneLabel } from "./when.ts";

const at = (iso: string) => timestampFromDate(new Date(iso));
const interval = (start: string, end: string) => ({ startTime: at(start), endTime: at(end) });

describe("a day", () => {
  it.each([
    ["ru", "18 апреля 2023"],
    ["be", "18 красавіка 2023"],
    ["en", "18 April 2023"],
    ["zh", "2023年4月18日"],
  ] as const)("is said in %s as %s", (language, text) => {
    expect(formatDay("2023-04-18", language, "Europe/Minsk")).toBe(text);
    expect(formatDay({ year: 2023, month: 4, day: 18 }, language, "Europe/Minsk")).toBe(text);
  });
  it("is the venue's, not the reader's", () => {
    expect(formatDay(at("2023-04-17T21:00:00Z"), "en", "Europe/Minsk")).toBe("18 April 2023");
    expect(formatDay(at("2023-04-17T21:00:00Z"), "en", "UTC")).toBe("17 April 2023");
  });
});

describe("a month", () => {
  it.each([
    ["ru", "май", "май"],
    ["be", "май", "трав"],
    ["en", "May", "May"],
    ["zh", "五月", "5月"],
  ] as const)("stands alone in %s as %s, shortly %s", (language, long, short) => {
    expect([monthName(5, language), monthName(5, language, "short")]).toEqual([long, short]);
  });
});

describe("a time", () => {
  it("is the venue's wall clock", () => {
    expect(formatTime(at("2023-04-18T06:30:00Z"), "en", "Europe/Minsk")).toBe("09:30");
    expect(formatTime(at("2023-04-17T21:00:00Z"), "ru", "Europe/Minsk")).toBe("00:00");
    expect(formatInstant(at("2023-04-18T06:30:00Z"), "zh", "Asia/Shanghai")).toBe("2023年4月18日 14:30");
  });
  it("says one day once", () => {
    expect(formatInterval(interval("2023-04-18T06:30:00Z", "2023-04-18T08:00:00Z"), "en", "Europe/Minsk")).toBe(
      "18 April 2023, 09:30–11:00",
    );
  });
});

describe("days from and to", () => {
  it.each([
    ["ru", "18–21 апреля 2023"],
    ["be", "18–21 красавіка 2023"],
    ["en", "18–21 April 2023"],
    ["zh", "2023年4月18日至21日"],
  ] as const)("end the day before midnight in %s", (language, text) => {
    expect(formatDays(interval("2023-04-17T21:00:00Z", "2023-04-21T21:00:00Z"), language, "Europe/Minsk")).toBe(text);
  });
  it("say the year once", () => {
    expect(formatDays(interval("2023-05-30T21:00:00Z", "2023-06-02T21:00:00Z"), "en", "Europe/Minsk")).toBe("31 May – 2 June 2023");
    expect(formatDays(interval("2023-12-30T21:00:00Z", "2024-01-02T21:00:00Z"), "en", "Europe/Minsk")).toBe(
      "31 December 2023 – 2 January 2024",
    );
  });
});

it("names the zone of the venue", () => {
  expect(zoneLabel("Europe/Minsk", "en")).toBe("times in Minsk, UTC+3");
  expect(zoneLabel("Europe/Minsk", "ru")).toBe("минское время, UTC+3");
  expect(zoneLabel("Asia/Kathmandu", "en")).toBe("times in Kathmandu, UTC+5:45");
});

it("says how long ago something was", () => {
  const now = new Date("2023-04-18T12:00:00Z");
  expect(formatAgo(new Date("2023-04-18T11:55:00Z"), "en", now)).toBe("5 minutes ago");
  expect(formatAgo(new Date("2023-04-18T11:55:00Z"), "be", now)).toBe("5 хвілін таму");
  expect(formatAgo(new Date("2023-04-16T11:00:00Z"), "ru", now)).toBe("позавчера");
  expect(formatAgo(new Date("2023-01-16T11:00:00Z"), "en", now)).toContain("January 2023");
});
