// Everybody at an event with their names, read page by page while the first ones are shown.
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { Client } from "@connectrpc/connect";
import type { DelegationService, Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { DirectoryService, Organization, Person } from "@plenary/client/gen/plenary/v1/directory_pb";

export interface Roster {
  // In the order of official lists.
  participants: readonly Participant[];
  people: ReadonlyMap<string, Person>;
  organizations: ReadonlyMap<string, Organization>;
}

export const EMPTY: Roster = { participants: [], people: new Map(), organizations: new Map() };
const PAGE = 1000;

type Delegations = Pick<Client<typeof DelegationService>, "listParticipants">;
type Directory = Pick<Client<typeof DirectoryService>, "batchGetPeople" | "batchGetOrganizations">;

// Reads who the participants are; whom the reader may not see goes by the name that the list has.
export async function withNames(roster: Roster, added: readonly Participant[], directory: Directory): Promise<Roster> {
  const people = new Map(roster.people);
  const unknown = [...new Set(added.map(({ person }) => person))].filter((name) => !people.has(name));
  if (unknown.length > 0) {
    const found = await directory.batchGetPeople({ names: unknown }).catch(() => undefined);
    // Who was merged into another answers by the other's name.
    found?.people.forEach((person, place) => people.set(unknown[place]!, person));
  }
  const organizations = new Map(roster.organizations);
  const employers = new Set(added.flatMap(({ person }) => people.get(person)?.organization || []));
  const wanted = [...employers].filter((name) => !organizations.has(name));
  if (wanted.length > 0) {
    const found = await directory.batchGetOrganizations({ names: wanted }).catch(() => undefined);
    found?.organizations.forEach((organization) => organizations.set(organization.name, organization));
  }
  return { ...roster, people, organizations };
}

// Reads all pages, the next one while names of the last are read, and says after each what is there.
export async function readRoster(
  event: string,
  delegations: Delegations,
  directory: Directory,
  onPage: (roster: Roster) => void,
): Promise<Roster> {
  const request = { parent: event, pageSize: PAGE };
  let roster = EMPTY;
  let next: ReturnType<Delegations["listParticipants"]> | undefined = delegations.listParticipants(request);
  while (next) {
    const { participants, nextPageToken }: Awaited<typeof next> = await next;
    next = nextPageToken === "" ? undefined : delegations.listParticipants({ ...request, pageToken: nextPageToken });
    next?.catch(() => {});
    const named = await withNames(roster, participants, directory);
    roster = { ...named, participants: [...roster.participants, ...participants] };
    onPage(roster);
  }
  return roster;
}

// `roster` with these as they are now: changed in their places, new ones at the end.
export function withParticipants(roster: Roster, changed: readonly Participant[]): Roster {
  const byName = new Map(changed.map((participant) => [participant.name, participant]));
  const participants = roster.participants
    .map((participant) => {
      const now = byName.get(participant.name);
      byName.delete(participant.name);
      return now ?? participant;
    })
    .filter(({ deleteTime }) => !deleteTime);
  return { ...roster, participants: [...participants, ...[...byName.values()].filter(({ deleteTime }) => !deleteTime)] };
}

// Which of `changed` say something else than what is there.
export function newsFor(roster: Roster, changed: readonly Participant[]): Participant[] {
  const etags = new Map(roster.participants.map(({ name, etag }) => [name, etag]));
  const latest = new Map(changed.map((participant) => [participant.name, participant]));
  return [...latest.values()].filter(({ name, etag, deleteTime }) => (deleteTime ? etags.has(name) : etags.get(name) !== etag));
}

// When the last of the changes was made that the roster knows of; undefined where it knows of none.
export function lastChange(roster: Roster): Timestamp | undefined {
  return roster.participants.reduce<Timestamp | undefined>((last, { updateTime }) => {
    if (!updateTime) return last;
    return last && (last.seconds > updateTime.seconds || (last.seconds === updateTime.seconds && last.nanos >= updateTime.nanos))
      ? last
      : updateTime;
  }, undefined);
}
