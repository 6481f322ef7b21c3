// Fields that take one person, organization, event or participant, found while one types, in any
// script.
import { useQuery } from "@connectrpc/connect-query";
import { useDebouncedValue } from "@mantine/hooks";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService, type Organization, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../i18n/languages.ts";
import { textIn } from "../i18n/texts.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { latinLine, personLine } from "./names.ts";
import { Picker, type Choice, type PickerProps } from "./picker.tsx";
import { formatDays } from "./when.ts";

const PAUSE_MS = 150;
const MOST = 20;

function personChoice(person: Person, language: Language): Choice {
  return {
    value: person.name,
    label: personLine(person.names, language, person.latinName),
    detail: [latinLine(person.names, language, person.latinName ?? person.suggestedLatinName), textIn(person.jobTitles, language)]
      .filter((part) => part !== "")
      .join(" · "),
  };
}

function organizationChoice(organization: Organization, language: Language): Choice {
  return {
    value: organization.name,
    label: textIn(organization.displayNames, language),
    detail: textIn(organization.shortNames, language),
  };
}

function eventChoice(event: Event, language: Language): Choice {
  return {
    value: event.name,
    label: textIn(event.displayNames, language),
    detail: event.interval ? formatDays(event.interval, language, event.timeZone) : "",
  };
}

// The choice that stands in the field: under the name it was chosen by, which may be an alias.
function chosenOf<T>(name: string | null, found: T | undefined, choiceOf: (found: T) => Choice): Choice | undefined {
  return found !== undefined && name !== null ? { ...choiceOf(found), value: name } : undefined;
}

// What is typed into a picker, and what is asked of the server for it, a pause after the last key.
function useSearch() {
  const [typed, onSearch] = useState("");
  const [query] = useDebouncedValue(typed.trim(), PAUSE_MS);
  return { query, onSearch };
}

export function PersonPicker(props: PickerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { query, onSearch } = useSearch();
  const page = { pageSize: MOST, languageCode: language };
  const found = useQuery(DirectoryService.method.searchPeople, { query, ...page }, { enabled: query !== "" });
  const first = useQuery(DirectoryService.method.listPeople, page, { enabled: query === "" });
  const chosen = useQuery(DirectoryService.method.getPerson, { name: props.value ?? "" }, { enabled: props.value !== null });
  const people = query === "" ? first.data?.people : found.data?.results.flatMap(({ person }) => person ?? []);
  return (
    <Picker
      {...props}
      choices={(people ?? []).map((person) => personChoice(person, language))}
      chosen={chosenOf(props.value, chosen.data, (person) => personChoice(person, language))}
      onSearch={onSearch}
      searching={found.isFetching}
      nothing={t("picker.noPerson")}
    />
  );
}

export function OrganizationPicker(props: PickerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { query, onSearch } = useSearch();
  const page = { pageSize: MOST, languageCode: language };
  const found = useQuery(DirectoryService.method.searchOrganizations, { query, ...page }, { enabled: query !== "" });
  const first = useQuery(DirectoryService.method.listOrganizations, page, { enabled: query === "" });
  const chosen = useQuery(DirectoryService.method.getOrganization, { name: props.value ?? "" }, { enabled: props.value !== null });
  const organizations = query === "" ? first.data?.organizations : found.data?.results.flatMap(({ organization }) => organization ?? []);
  return (
    <Picker
      {...props}
      choices={(organizations ?? []).map((organization) => organizationChoice(organization, language))}
      chosen={chosenOf(props.value, chosen.data, (organization) => organizationChoice(organization, language))}
      onSearch={onSearch}
      searching={found.isFetching}
      nothing={t("picker.noOrganization")}
    />
  );
}

const contains = (choice: Choice, typed: string) =>
  `${choice.label} ${choice.value} ${choice.detail ?? ""}`.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());

export function EventPicker(props: PickerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const events = useQuery(EventService.method.listEvents, { pageSize: 1000, orderBy: "start_time desc" });
  const choices = (events.data?.events ?? []).map((event) => eventChoice(event, language));
  const chosen = choices.find(({ value }) => value === props.value);
  // What stands in a closed field is no search.
  const searched = chosen?.label === typed ? "" : typed;
  return (
    <Picker
      {...props}
      choices={choices.filter((choice) => contains(choice, searched))}
      chosen={chosen}
      onSearch={setTyped}
      searching={events.isLoading}
      nothing={t("picker.noEvent")}
    />
  );
}

// Takes a participant of `event` ("events/…"); people are searched, and those who take part stay.
export function ParticipantPicker({ event, ...props }: PickerProps & { event: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { query, onSearch } = useSearch();
  const found = useQuery(
    DirectoryService.method.searchPeople,
    { query, pageSize: MOST, languageCode: language },
    { enabled: query !== "" },
  );
  const people = new Map(found.data?.results.flatMap(({ person }) => (person ? [[person.name, person] as const] : [])));
  const taking = useQuery(
    DelegationService.method.listParticipants,
    {
      parent: event,
      pageSize: 50,
      orderBy: "sort_name",
      filter: query === "" ? "" : [...people.keys()].map((name) => `person = "${name}"`).join(" OR "),
    },
    { enabled: query === "" || people.size > 0 },
  );
  const chosen = useQuery(DelegationService.method.getParticipant, { name: props.value ?? "" }, { enabled: props.value !== null });
  const listed = query !== "" && people.size === 0 ? [] : (taking.data?.participants ?? []);
  const choiceOf = (participant: (typeof listed)[number]): Choice => {
    const person = people.get(participant.person);
    return {
      value: participant.name,
      label: (person && personLine(person.names, language, person.latinName)) || participant.displayName,
      detail: textIn(participant.titles, language),
    };
  };
  return (
    <Picker
      {...props}
      choices={listed.map(choiceOf)}
      chosen={chosenOf(props.value, chosen.data, choiceOf)}
      onSearch={onSearch}
      searching={found.isFetching || taking.isFetching}
      nothing={t("picker.noParticipant")}
    />
  );
}
