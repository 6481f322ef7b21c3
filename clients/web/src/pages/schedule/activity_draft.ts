// What somebody is typing about a session or a meeting, as a draft that a browser can keep, and what becomes of it.
import { clone, create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { IntervalSchema } from "@plenary/client/gen/google/type/interval_pb";
import { InterpretationMode } from "@plenary/client/gen/plenary/v1/assets_pb";
import { LocalizedTextSchema, type LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import {
  AssetUseSchema,
  AttendeeSchema,
  Interpretation_Supplier,
  InterpretationSchema,
  JourneySchema,
  LongTextSchema,
  Meeting_PartySchema,
  MeetingSchema,
  Session_Kind,
  SessionSchema,
  Attendee_Role,
  type Attendee,
  type Journey,
  type LongText,
  type Meeting,
  type Session,
} from "@plenary/client/gen/plenary/v1/schedule_pb";
import { LANGUAGES, type Language } from "../../i18n/languages.ts";
import { activityOfMeeting, activityOfSession, partOf, type Activity } from "./activity.ts";
import type { Assets } from "./clashes.ts";
import { roomOf } from "./rows.ts";
import { dayOf, instantAt, minutesOn, type Day } from "../../parts/venue_day.ts";

export type Texts = Record<Language, string>;

export interface PersonDraft {
  who: string;
  role: Attendee_Role;
  optional: boolean;
  // Minutes of the day; null: from its beginning, to its end.
  from: number | null;
  to: number | null;
}

export interface PartyDraft {
  // A delegation, or an organization without one.
  name: string;
  headMustAttend: boolean;
}

export interface ActivityDraft {
  // Of what the draft began with; whoever changed it meanwhile is not overwritten without a word.
  etag: string;
  titles: Texts;
  day: Day;
  // Minutes of the day; an end beyond midnight is more than 1,440.
  start: number;
  end: number;
  room: string;
  otherAssets: string[];
  places: Texts;
  people: PersonDraft[];
  languages: string[];
  mode: InterpretationMode;
  suppliedBy: Interpretation_Supplier;
  between: string[];
  interpreters: string[];
  responsible: string[];
  note: string;
  isFixed: boolean;
  // Sessions.
  kind: Session_Kind;
  track: string;
  delegations: string[];
  expectedCount: number;
  guestNotes: Texts;
  carrier: string;
  number: string;
  // Meetings.
  parties: PartyDraft[];
  agendas: Texts;
}

const NO_TEXTS: Texts = { ru: "", be: "", en: "", zh: "" };

export function emptyDraft(day: Day, start: number, end: number, room: string): ActivityDraft {
  return {
    etag: "",
    titles: NO_TEXTS,
    day,
    start,
    end,
    room,
    otherAssets: [],
    places: NO_TEXTS,
    people: [],
    languages: [],
    mode: InterpretationMode.INTERPRETATION_MODE_UNSPECIFIED,
    suppliedBy: Interpretation_Supplier.US,
    between: [],
    interpreters: [],
    responsible: [],
    note: "",
    isFixed: false,
    kind: Session_Kind.TALK,
    track: "",
    delegations: [],
    expectedCount: 0,
    guestNotes: NO_TEXTS,
    carrier: "",
    number: "",
    parties: [
      { name: "", headMustAttend: true },
      { name: "", headMustAttend: true },
    ],
    agendas: NO_TEXTS,
  };
}

interface Text {
  language: string;
  text: string;
}

// A text for every side; what sides say otherwise is no matter of this form.
const isOurs = (text: LocalizedText) => text.side === "" && LANGUAGES.includes(text.language as Language);

function draftTexts(texts: readonly Text[]): Texts {
  return Object.fromEntries(LANGUAGES.map((language) => [language, texts.find((each) => each.language === language)?.text ?? ""])) as Texts;
}

// What was typed, and what the form doesn't show as it was.
function textsOf(draft: Texts, base: readonly LocalizedText[]): LocalizedText[] {
  const typed = LANGUAGES.filter((language) => draft[language].trim() !== "").map((language) =>
    create(LocalizedTextSchema, { language, text: draft[language].trim() }),
  );
  return [...typed, ...base.filter((text) => !isOurs(text))];
}

function longTextsOf(draft: Texts, base: readonly LongText[]): LongText[] {
  const typed = LANGUAGES.filter((language) => draft[language].trim() !== "").map((language) =>
    create(LongTextSchema, { language, text: draft[language].trim() }),
  );
  return [...typed, ...base.filter(({ language }) => !LANGUAGES.includes(language as Language))];
}

function draftOfActivity(activity: Activity, assets: Assets, zone: string): ActivityDraft {
  const day = dayOf(activity.start, zone);
  const room = roomOf(activity, assets);
  const { interpretation, source } = activity;
  const value = source.kind === "booking" ? undefined : source.value;
  const minutes = (at: Date, whole: Date) => (at.getTime() === whole.getTime() ? null : minutesOn(day, at, zone));
  return {
    ...emptyDraft(day, minutesOn(day, activity.start, zone), minutesOn(day, activity.end, zone), room),
    etag: value?.etag ?? "",
    titles: draftTexts(value?.titles.filter(isOurs) ?? []),
    places: draftTexts(value?.places.filter(isOurs) ?? []),
    otherAssets: activity.assets.map(({ asset }) => asset).filter((asset) => asset !== room),
    people: activity.attendees.map((attendee) => {
      const part = partOf(attendee, activity);
      return {
        who: attendee.who,
        role: attendee.role || Attendee_Role.PARTICIPANT,
        optional: attendee.optional,
        from: minutes(part.start, activity.start),
        to: minutes(part.end, activity.end),
      };
    }),
    languages: [...activity.languages],
    mode: interpretation?.mode ?? InterpretationMode.INTERPRETATION_MODE_UNSPECIFIED,
    suppliedBy: interpretation?.suppliedBy || Interpretation_Supplier.US,
    between: [...(interpretation?.languages ?? [])],
    interpreters: [...activity.interpreters],
    responsible: [...(value?.responsible ?? [])],
    note: value?.note ?? "",
    isFixed: activity.isFixed,
  };
}

export function draftOfSession(session: Session, assets: Assets, zone: string): ActivityDraft {
  return {
    ...draftOfActivity(activityOfSession(session), assets, zone),
    kind: session.kind || Session_Kind.TALK,
    track: session.track,
    delegations: [...session.delegations],
    expectedCount: session.expectedCount,
    guestNotes: draftTexts(session.guestNotes.filter(isOurs)),
    carrier: session.journey?.carrier ?? "",
    number: session.journey?.number ?? "",
  };
}

export function draftOfMeeting(meeting: Meeting, assets: Assets, zone: string): ActivityDraft {
  return {
    ...draftOfActivity(activityOfMeeting(meeting), assets, zone),
    parties: meeting.parties.map(({ delegation, organization, headMustAttend }) => ({ name: delegation || organization, headMustAttend })),
    agendas: draftTexts(meeting.agendas),
  };
}

export function endOf(draft: Pick<ActivityDraft, "start" | "end">): number {
  return draft.end > draft.start ? draft.end : draft.end + 24 * 60;
}

function attendeesOf(draft: ActivityDraft, zone: string, base: readonly Attendee[]): Attendee[] {
  const at = (minutes: number | null) => (minutes === null ? undefined : timestampFromDate(instantAt(draft.day, minutes, zone)));
  return draft.people.map(({ who, role, optional, from, to }) =>
    create(AttendeeSchema, {
      who,
      role,
      optional,
      interval: from === null && to === null ? undefined : create(IntervalSchema, { startTime: at(from), endTime: at(to) }),
      answer: base.find((attendee) => attendee.who === who)?.answer,
    }),
  );
}

function common(draft: ActivityDraft, zone: string, base: Session | Meeting | undefined) {
  const uses = [draft.room, ...draft.otherAssets]
    .filter((name) => name !== "")
    .map((asset) => base?.assets.find((use) => use.asset === asset) ?? create(AssetUseSchema, { asset }));
  const isInterpreted = draft.mode > InterpretationMode.NONE;
  return {
    name: base?.name ?? "",
    etag: draft.etag,
    titles: textsOf(draft.titles, base?.titles ?? []),
    places: textsOf(draft.places, base?.places ?? []),
    interval: create(IntervalSchema, {
      startTime: timestampFromDate(instantAt(draft.day, draft.start, zone)),
      endTime: timestampFromDate(instantAt(draft.day, endOf(draft), zone)),
    }),
    assets: uses,
    attendees: attendeesOf(draft, zone, base?.attendees ?? []),
    languages: draft.languages,
    interpretation:
      draft.mode === InterpretationMode.INTERPRETATION_MODE_UNSPECIFIED
        ? undefined
        : create(InterpretationSchema, {
            mode: draft.mode,
            suppliedBy: draft.suppliedBy,
            languages: isInterpreted ? draft.between : [],
            interpreters: isInterpreted ? draft.interpreters : [],
          }),
    responsible: draft.responsible,
    note: draft.note,
    isFixed: draft.isFixed,
    // Where it is follows from the room, unless somebody said otherwise.
    venue: base && draft.room === (base.assets[0]?.asset ?? "") ? base.venue : "",
    timeZone: base?.timeZone ?? "",
  };
}

// What the form changes; all else stays as it is.
const FIELDS = [
  "titles",
  "places",
  "interval",
  "assets",
  "attendees",
  "languages",
  "interpretation",
  "responsible",
  "note",
  "is_fixed",
  "venue",
];
export const SESSION_FIELDS = [...FIELDS, "kind", "track", "delegations", "expected_count", "guest_notes", "journey"];
export const MEETING_FIELDS = [...FIELDS, "parties", "agendas"];

function journeyOf({ carrier, number }: ActivityDraft, base: Journey | undefined): Journey | undefined {
  if (base === undefined && carrier === "" && number === "") return undefined;
  const journey = base ? clone(JourneySchema, base) : create(JourneySchema);
  journey.carrier = carrier;
  journey.number = number;
  return journey;
}

export function sessionOf(draft: ActivityDraft, zone: string, base?: Session): Session {
  return create(SessionSchema, {
    ...common(draft, zone, base),
    kind: draft.kind,
    track: draft.track,
    delegations: draft.delegations,
    expectedCount: draft.expectedCount,
    guestNotes: textsOf(draft.guestNotes, base?.guestNotes ?? []),
    journey: journeyOf(draft, base?.journey),
  });
}

export function meetingOf(draft: ActivityDraft, zone: string, base?: Meeting): Meeting {
  return create(MeetingSchema, {
    ...common(draft, zone, base),
    parties: draft.parties
      .filter(({ name }) => name !== "")
      .map(({ name, headMustAttend }) =>
        create(Meeting_PartySchema, {
          delegation: name.startsWith("organizations/") ? "" : name,
          organization: name.startsWith("organizations/") ? name : "",
          headMustAttend,
        }),
      ),
    agendas: longTextsOf(draft.agendas, base?.agendas ?? []),
    isPinned: base?.isPinned ?? false,
    request: base?.request ?? "",
  });
}

// Puts one asset where another was: in the room, among what is needed else, among interpreters.
export function withAsset(draft: ActivityDraft, subject: string, asset: string): ActivityDraft {
  const swapped = (names: string[]) => names.map((name) => (name === subject ? asset : name));
  return {
    ...draft,
    room: draft.room === subject ? asset : draft.room,
    otherAssets: swapped(draft.otherAssets),
    interpreters: swapped(draft.interpreters),
  };
}

// Moves it to another time, own parts of people along with it.
export function atSpan(draft: ActivityDraft, start: Date, end: Date, zone: string): ActivityDraft {
  const day = dayOf(start, zone);
  const from = minutesOn(day, start, zone);
  const by = from - draft.start;
  const shifted = (minutes: number | null) => (minutes === null ? null : minutes + by);
  return {
    ...draft,
    day,
    start: from,
    end: minutesOn(day, end, zone),
    people: draft.people.map((person) => ({ ...person, from: shifted(person.from), to: shifted(person.to) })),
  };
}
