import { useQuery, useSuspenseQuery } from "@connectrpc/connect-query";
import {
  Participant_Capacity as Capacity,
  Participant_State as State,
  DelegationService,
  type Delegation,
  type Participant,
  type Quota,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService, type Organization, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import type { Category, Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useMemo } from "react";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { nameLine, personLine } from "../../parts/names.ts";
import { instantOf, wallClock } from "../../parts/when.ts";
import { delegationLabel, useCategories, useEvent } from "../events/event_data.ts";
import type { Registered, Roster } from "./roster.ts";

// Who takes part, or will.
const ACTIVE: ReadonlySet<State> = new Set([State.DRAFT, State.NOMINATED, State.WAITLISTED, State.CONFIRMED, State.ACCEPTED]);

export const isActive = ({ state }: Pick<Participant, "state">) => ACTIVE.has(state);

export interface Member {
  participant: Participant;
  person: Person | undefined;
  // As the reader calls them.
  shown: string;
}

export interface DelegationData {
  event: Event;
  categories: Category[];
  delegation: Delegation;
  organization: Organization | undefined;
  label: string;
  // Everybody of the delegation, those who left as well, in official order.
  members: Member[];
  quotas: Quota[];
  // Whether members and quotas are there yet.
  isReady: boolean;
}

const NO_PARTICIPANTS: Participant[] = [];
const NO_QUOTAS: Quota[] = [];

// A delegation with its people and seats, kept fresh.
export function useDelegationData(name: string): DelegationData {
  const language = useLanguage();
  const event = useEvent();
  const categories = useCategories();
  const { data: delegation } = useSuspenseQuery(DelegationService.method.getDelegation, { name });
  const organization = useQuery(DirectoryService.method.getOrganization, { name: delegation.organization });
  const participants = useAll(
    DelegationService.method.listParticipants,
    { parent: event.name, filter: `delegation = "${name}"`, orderBy: "precedence", languageCode: language },
    (page) => page.participants,
  );
  const names = useMemo(() => [...new Set((participants.data ?? NO_PARTICIPANTS).map(({ person }) => person))], [participants.data]);
  const people = useQuery(DirectoryService.method.batchGetPeople, { names: names.slice(0, 1000) }, { enabled: names.length > 0 });
  const report = useQuery(DelegationService.method.getQuotaReport, { parent: name });
  const { getDelegation, listParticipants, getQuotaReport } = DelegationService.method;
  useFresh(event.name, getDelegation, listParticipants, getQuotaReport, DirectoryService.method.batchGetPeople);
  const members = useMemo(() => {
    const byName = new Map(people.data?.people.map((person) => [person.name, person]));
    return (participants.data ?? NO_PARTICIPANTS).map((participant) => {
      const person = byName.get(participant.person);
      return { participant, person, shown: (person && personLine(person.names, language, person.latinName)) || participant.displayName };
    });
  }, [participants.data, people.data, language]);
  return {
    event,
    categories,
    delegation,
    organization: organization.data,
    label: delegationLabel(delegation, organization.data, language),
    members,
    quotas: report.data?.quotas ?? NO_QUOTAS,
    isReady: participants.data !== undefined && report.data !== undefined,
  };
}

// The category with a quota that comes first, for rows that name none.
export function usualCategory(categories: readonly Category[], quotas: readonly Quota[]): string {
  const mine = categories.filter(({ name, overflowOf }) => overflowOf === "" && quotas.some(({ category }) => category === name));
  return (mine[0] ?? categories[0])?.name ?? "";
}

// What the table of people is judged by.
export function useRoster({ event, categories, delegation, organization, members, quotas }: DelegationData): Roster {
  const language = useLanguage();
  return useMemo(() => {
    const registered: Registered[] = members
      .filter(({ participant }) => isActive(participant))
      .map(({ participant, person, shown }) => ({
        participant: participant.name,
        shown,
        names: [...(person?.names.map((name) => nameLine(name, "ru")) ?? []), participant.displayName],
        isHead:
          delegation.headships.some((headship) => headship.participant === participant.name) || participant.capacity === Capacity.HEAD,
      }));
    const start = event.interval?.startTime;
    return {
      language,
      timeZone: event.timeZone,
      eventYear: start ? Number(wallClock(instantOf(start), event.timeZone).day.slice(0, 4)) : new Date().getFullYear(),
      categories: categories.filter(({ deleteTime }) => deleteTime === undefined),
      defaultCategory: usualCategory(categories, quotas),
      customFields: event.customFields,
      registered,
      organization: delegation.organization,
      organizationNames: [
        ...(organization?.displayNames ?? []),
        ...(organization?.shortNames ?? []),
        ...(organization?.alternativeNames ?? []),
      ].map(({ text }) => text),
    };
  }, [event, categories, delegation, organization, members, quotas, language]);
}
