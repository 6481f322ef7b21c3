import { create } from "@bufbuild/protobuf";
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { MeetingSchema, Session_Kind, SessionSchema } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { describe, expect, it } from "vitest";
import { atSpan, draftOfMeeting, draftOfSession, emptyDraft, meetingOf, sessionOf, withAsset } from "./activity_draft.ts";
import { assetsOf, at } from "./samples.ts";

const ZONE = "Europe/Minsk";
const assets = assetsOf({ name: "assets/a" }, { name: "assets/b" });
const session = create(SessionSchema, {
  name: "events/e/sessions/s",
  etag: "7",
  kind: Session_Kind.PANEL,
  titles: [
    { language: "ru", text: "Связь" },
    { language: "zh", text: "通信", side: "CN" },
    { language: "de", text: "Netze" },
  ],
  interval: { startTime: timestampFromDate(at("10:00")), endTime: timestampFromDate(at("11:00")) },
  assets: [{ asset: "assets/a" }, { asset: "assets/headsets", units: 40 }],
  venue: "venues/expo",
  journey: { carrier: "Example Air", origins: [{ language: "en", text: "Minsk" }] },
});

describe("a draft of a session", () => {
  it("that nobody changed saves what was there", () => {
    const saved = sessionOf(draftOfSession(session, assets, ZONE), ZONE, session);
    expect(saved.titles.map(({ language, side, text }) => [language, side, text])).toEqual([
      ["ru", "", "Связь"],
      ["zh", "CN", "通信"],
      ["de", "", "Netze"],
    ]);
    expect(saved.assets.map(({ asset, units }) => [asset, units])).toEqual([
      ["assets/a", 0],
      ["assets/headsets", 40],
    ]);
    expect(saved.journey?.origins[0]?.text).toBe("Minsk");
    expect([saved.etag, saved.venue, saved.kind]).toEqual(["7", "venues/expo", Session_Kind.PANEL]);
    expect(timestampDate(saved.interval!.startTime!)).toEqual(at("10:00"));
  });
  it("in another room is at that room's venue", () => {
    const draft = withAsset(draftOfSession(session, assets, ZONE), "assets/a", "assets/b");
    expect(sessionOf(draft, ZONE, session)).toMatchObject({ venue: "", assets: [{ asset: "assets/b" }, { asset: "assets/headsets" }] });
  });
  it("that ends before it begins ends on the next day", () => {
    const { interval } = sessionOf(
      { ...emptyDraft("2023-04-18", 22 * 60, 60, ""), titles: { ru: "", be: "", en: "Dinner", zh: "" } },
      ZONE,
    );
    expect(timestampDate(interval!.endTime!)).toEqual(new Date("2023-04-19T01:00:00+03:00"));
  });
  it("moves with the parts of people", () => {
    const draft = {
      ...emptyDraft("2023-04-18", 600, 660, ""),
      people: [{ who: "people/p", role: 1, optional: false, from: 630, to: null }],
    };
    expect(atSpan(draft, at("12:00"), at("13:00"), ZONE)).toMatchObject({ start: 720, end: 780, people: [{ from: 750, to: null }] });
  });
});

describe("a draft of a meeting", () => {
  it("tells delegations from organizations, and leaves out empty parties", () => {
    const draft = {
      ...emptyDraft("2023-04-18", 600, 630, ""),
      parties: [
        { name: "events/e/delegations/d", headMustAttend: true },
        { name: "organizations/o", headMustAttend: false },
        { name: "", headMustAttend: true },
      ],
    };
    expect(meetingOf(draft, ZONE).parties.map(({ delegation, organization }) => [delegation, organization])).toEqual([
      ["events/e/delegations/d", ""],
      ["", "organizations/o"],
    ]);
  });
  it("keeps what planning knows of it", () => {
    const meeting = create(MeetingSchema, {
      name: "events/e/meetings/m",
      isPinned: true,
      request: "events/e/meetingRequests/r",
      interval: session.interval,
    });
    expect(meetingOf(draftOfMeeting(meeting, assets, ZONE), ZONE, meeting)).toMatchObject({
      isPinned: true,
      request: "events/e/meetingRequests/r",
    });
  });
});
