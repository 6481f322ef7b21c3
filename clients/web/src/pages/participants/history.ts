// What happened to one participant, told from the change log.
import { anyUnpack, type Timestamp } from "@bufbuild/protobuf/wkt";
import { Change_Kind as Kind, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { ParticipantSchema, type Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";

// What people ask after; each is said when it changes.
export const TOLD = [
  "state",
  "category",
  "capacity",
  "functions",
  "title",
  "affiliation",
  "precedence",
  "arrival",
  "departure",
  "hotel",
  "needs",
  "attendance",
  "consent",
  "note",
  "answers",
] as const;
export type Told = (typeof TOLD)[number];

export interface Deed {
  number: bigint;
  time: Timestamp | undefined;
  // Who did it: "users/anna".
  caller: string;
  // "ConfirmParticipant"
  verb: string;
  kind: Kind;
  // What is different since the one before.
  changed: Told[];
  before: Participant | undefined;
  after: Participant | undefined;
}

// Values that are equal where nothing a reader would see differs.
const VALUES: Record<Told, (participant: Participant) => unknown> = {
  state: ({ state, placeInLine }) => [state, placeInLine],
  category: ({ category }) => category,
  capacity: ({ capacity }) => capacity,
  functions: ({ functions }) => functions,
  title: ({ titles }) => titles.map(({ language, text }) => [language, text]),
  affiliation: ({ affiliations }) => affiliations.map(({ language, text }) => [language, text]),
  precedence: ({ precedence }) => precedence,
  arrival: ({ stay }) => journeyOf(stay?.arrival),
  departure: ({ stay }) => journeyOf(stay?.departure),
  hotel: ({ stay }) => stay?.hotel ?? "",
  needs: ({ stay }) => stay?.needs ?? [],
  attendance: ({ attendance }) => attendance,
  consent: ({ listingConsent }) => listingConsent,
  note: ({ note }) => note,
  answers: ({ customValues }) => Object.entries(customValues).sort(),
};

function journeyOf(journey: { time?: Timestamp; carrier: string; number: string; place: string } | undefined) {
  return journey ? [journey.time ? String(journey.time.seconds) : "", journey.carrier, journey.number, journey.place] : ["", "", "", ""];
}

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

// The deeds that touched `name`, the newest first. What changed nothing that anybody asks after is left out.
export function historyOf(changes: readonly Change[], name: string): Deed[] {
  const deeds: Deed[] = [];
  let before: Participant | undefined;
  for (const change of changes) {
    if (change.resourceName !== name) continue;
    const after = change.resource && anyUnpack(change.resource, ParticipantSchema);
    const changed = before && after ? TOLD.filter((told) => differs(VALUES[told](before!), VALUES[told](after))) : [];
    if (changed.length > 0 || change.kind !== Kind.UPDATED) {
      deeds.push({
        number: change.number,
        time: change.changeTime,
        caller: change.caller.split("/").slice(0, 2).join("/"),
        verb: change.method.split("/").at(-1) ?? "",
        kind: change.kind,
        changed,
        before,
        after,
      });
    }
    before = after ?? before;
  }
  return deeds.reverse();
}
