// What the search everywhere finds in the data, as lines to choose from.
import { useQuery } from "@connectrpc/connect-query";
import { useDebouncedValue } from "@mantine/hooks";
import { ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { textIn } from "../i18n/texts.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { latinLine, personLine } from "../parts/names.ts";
import { formatDay, formatDays, ownZone } from "../parts/when.ts";
import { matches } from "./fold.ts";

export interface Found {
  key: string;
  label: string;
  detail: string;
  to: string;
}

export interface FoundGroups {
  events: Found[];
  people: Found[];
  organizations: Found[];
  delegations: Found[];
  items: Found[];
  searching: boolean;
}

const PAUSE_MS = 120;
const MOST = 6;
const LONG = { staleTime: 5 * 60_000 };

// Asks in every area that the reader sees (`staff`: in the whole directory and the plans as well).
export function useFound(typed: string, staff: boolean): FoundGroups {
  const language = useLanguage();
  const [query] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const asks = query !== "";
  const events = useQuery(EventService.method.listEvents, { pageSize: 1000, orderBy: "start_time desc" }, LONG);
  const people = useQuery(DirectoryService.method.searchPeople, { query, pageSize: MOST, languageCode: language }, { enabled: asks });
  const organizations = useQuery(
    DirectoryService.method.searchOrganizations,
    { query, pageSize: MOST, languageCode: language },
    { enabled: asks },
  );
  const items = useQuery(
    ActionPlanService.method.listActionItems,
    { pageSize: 1000, readMask: { paths: ["name", "titles", "due_date"] } },
    { enabled: asks && staff, ...LONG },
  );
  const foundOrganizations = organizations.data?.results.flatMap(({ organization }) => organization ?? []) ?? [];
  const delegations = useQuery(
    DelegationService.method.listDelegations,
    {
      parent: "events/-",
      pageSize: 12,
      filter: foundOrganizations.map(({ name }) => `organization = "${name}"`).join(" OR "),
    },
    { enabled: asks && foundOrganizations.length > 0 },
  );

  const eventNames = new Map(events.data?.events.map((event) => [event.name, textIn(event.displayNames, language)]));
  const organizationNames = new Map(foundOrganizations.map((each) => [each.name, textIn(each.displayNames, language)]));
  return {
    events: (events.data?.events ?? [])
      .filter((event) => asks && matches(`${event.displayNames.map(({ text }) => text).join(" ")} ${event.name.split("/")[1]}`, query))
      .slice(0, MOST)
      .map((event) => ({
        key: event.name,
        label: textIn(event.displayNames, language),
        detail: event.interval ? formatDays(event.interval, language, event.timeZone) : "",
        to: `/${event.name}`,
      })),
    people: (asks ? (people.data?.results ?? []) : []).flatMap(({ person }) =>
      person
        ? [
            {
              key: person.name,
              label: personLine(person.names, language, person.latinName),
              detail: [latinLine(person.names, language, person.latinName ?? person.suggestedLatinName), textIn(person.jobTitles, language)]
                .filter((part) => part !== "")
                .join(" · "),
              to: `/directory/${person.name}`,
            },
          ]
        : [],
    ),
    organizations: (asks ? foundOrganizations : []).map((organization) => ({
      key: organization.name,
      label: textIn(organization.displayNames, language),
      detail: textIn(organization.shortNames, language),
      to: `/directory/${organization.name}`,
    })),
    delegations: (asks ? (delegations.data?.delegations ?? []) : []).slice(0, MOST).map((delegation) => ({
      key: delegation.name,
      label: textIn(delegation.displayNames, language) || (organizationNames.get(delegation.organization) ?? ""),
      detail: eventNames.get(delegation.name.split("/").slice(0, 2).join("/")) ?? "",
      to: `/${delegation.name}`,
    })),
    items: (asks ? (items.data?.actionItems ?? []) : [])
      .filter((item) => matches(item.titles.map(({ text }) => text).join(" "), query))
      .slice(0, MOST)
      .map((item) => ({
        key: item.name,
        label: textIn(item.titles, language),
        detail: item.dueDate === "" ? "" : formatDay(item.dueDate, language, ownZone()),
        to: `/control/items/${item.name.split("/")[1]}`,
      })),
    searching: people.isFetching || organizations.isFetching || delegations.isFetching,
  };
}
