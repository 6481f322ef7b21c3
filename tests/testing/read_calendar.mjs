// Reads a calendar with a reader of others, and prints "uid start end" for each entry, sorted: an
// instant in UTC, or a day. usage: node tests/testing/read_calendar.mjs ical.js|node-ical FILE
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const [reader, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");

const instant = (date) => date.toISOString().slice(0, 19) + "Z";
const twoDigits = (number) => String(number).padStart(2, "0");

function readByIcalJs() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const shown = (time) => (time.isDate ? time.toString() : instant(time.toJSDate()));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return [event.uid, shown(event.startDate), shown(event.endDate)];
  });
}

function readByNodeIcal() {
  // A day is a midnight by the clock of this process.
  const day = (date) =>
    `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter(({ type }) => type === "VEVENT")
    .map(({ uid, start, end, datetype }) => {
      const shown = datetype === "date" ? day : instant;
      return [uid, shown(start), shown(end ?? start)];
    });
}

const entries = reader === "ical.js" ? readByIcalJs() : readByNodeIcal();
console.log(entries.map((entry) => entry.join(" ")).sort().join("\n"));
