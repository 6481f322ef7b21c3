import { create } from "@bufbuild/protobuf";
import { timestampFromMs, timestampNow } from "@bufbuild/protobuf/wkt";
import { ListParticipantsResponseSchema, ParticipantSchema } from "@plenary/client/gen/plenary/v1/delegations_pb";
import {
  BatchGetOrganizationsResponseSchema,
  BatchGetPeopleResponseSchema,
  PersonSchema,
} from "@plenary/client/gen/plenary/v1/directory_pb";
import { expect, it } from "vitest";
import { lastChange, newsFor, readRoster, withParticipants, type Roster } from "./roster.ts";

const participant = (id: string, note = "") =>
  create(ParticipantSchema, { name: `events/a/participants/${id}`, person: `people/${id}`, note });
const rosterOf = (...ids: string[]): Roster => ({
  participants: ids.map((id) => participant(id)),
  people: new Map(),
  organizations: new Map(),
});
const idsOf = (roster: Roster) => roster.participants.map(({ name }) => name.split("/").at(-1));

const pages = { "": { ids: ["1", "2"], next: "p2" }, p2: { ids: ["3"], next: "" } } as const;
const delegations = {
  listParticipants: async ({ pageToken = "" }) => {
    const { ids, next } = pages[pageToken as keyof typeof pages];
    return create(ListParticipantsResponseSchema, { participants: ids.map((id) => participant(id)), nextPageToken: next });
  },
};
const directory = {
  batchGetPeople: async ({ names = [] }: { names?: string[] }) => {
    if (names.includes("people/3")) throw new Error("not for this reader");
    return create(BatchGetPeopleResponseSchema, {
      people: names.map((name) => create(PersonSchema, { name, sortName: `Name of ${name}` })),
    });
  },
  batchGetOrganizations: async () => create(BatchGetOrganizationsResponseSchema),
};

it("all pages are read, each shown as it comes, and whoever may not be seen still stands in the list", async () => {
  const shown: number[] = [];
  const roster = await readRoster("events/a", delegations as never, directory as never, (so) => shown.push(so.participants.length));
  expect(shown).toEqual([2, 3]);
  expect(idsOf(roster)).toEqual(["1", "2", "3"]);
  expect(roster.people.get("people/1")?.sortName).toBe("Name of people/1");
  expect(roster.people.has("people/3")).toBe(false);
});

it("who changed stays in place, who is new comes last, who was deleted goes", () => {
  const deleted = create(ParticipantSchema, { name: "events/a/participants/1", deleteTime: timestampNow() });
  const next = withParticipants(rosterOf("1", "2"), [participant("3"), participant("2", "changed"), deleted]);
  expect(idsOf(next)).toEqual(["2", "3"]);
  expect(next.participants[0]?.note).toBe("changed");
});

it("news are what others changed, each once as it is last; what came back from one's own change is none", () => {
  const known = create(ParticipantSchema, { name: "events/a/participants/1", etag: "e1" });
  const roster: Roster = { ...rosterOf("2"), participants: [known, participant("2")] };
  const changed = create(ParticipantSchema, { name: "events/a/participants/2", etag: "e5" });
  const unknownAndGone = create(ParticipantSchema, { name: "events/a/participants/9", deleteTime: timestampNow() });
  expect(newsFor(roster, [known, create(ParticipantSchema, { ...changed, etag: "e4" }), changed, unknownAndGone])).toEqual([changed]);
});

it("the last change known is the latest of all", () => {
  const at = (ms: number) => create(ParticipantSchema, { name: `events/a/participants/${ms}`, updateTime: timestampFromMs(ms) });
  expect(lastChange({ ...rosterOf(), participants: [at(5), at(9), at(7)] })).toEqual(timestampFromMs(9));
  expect(lastChange(rosterOf("1"))).toBeUndefined();
});
