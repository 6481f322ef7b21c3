"""Reads a calendar with python-icalendar, and prints "uid start end" for each entry, sorted: an
instant in UTC, or a day. usage: python3 tests/testing/read_calendar.py FILE"""

import datetime
import sys

import icalendar


def shown(time):
    if not isinstance(time, datetime.datetime):
        return time.isoformat()
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    with open(sys.argv[1], "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    lines = []
    for event in calendar.walk("VEVENT"):
        start = event.decoded("DTSTART")
        end = event.decoded("DTEND", start)
        lines.append(" ".join([str(event["UID"]), shown(start), shown(end)]))
    print("\n".join(sorted(lines)))


main()
