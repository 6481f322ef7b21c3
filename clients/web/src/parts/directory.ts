// People and organizations by name: what a page's parts ask for in one moment is asked for together.
import { useQueries } from "@tanstack/react-query";
import { DirectoryService, type Organization, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { clientOf } from "../api/clients.ts";
import { textIn } from "../i18n/texts.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { personLine } from "./names.ts";
import { gathered } from "../api/gathered.ts";

const STALE_MS = 300_000;

const directory = () => clientOf(DirectoryService);

const findPerson = gathered<Person>(
  async (names) => (await directory().batchGetPeople({ names })).people,
  (name) => directory().getPerson({ name }),
);

const findOrganization = gathered<Organization>(
  async (names) => (await directory().batchGetOrganizations({ names })).organizations,
  (name) => directory().getOrganization({ name }),
);

function useNamed<T>(kind: string, names: readonly string[], find: (name: string) => Promise<T | null>): Map<string, T> {
  const unique = [...new Set(names)].filter((name) => name !== "");
  return useQueries({
    queries: unique.map((name) => ({ queryKey: [kind, name], queryFn: () => find(name), staleTime: STALE_MS })),
    combine: (results) => new Map(results.flatMap(({ data }, i) => (data ? [[unique[i]!, data] as const] : []))),
  });
}

// Those of `names` that are there and were read by now.
export function usePeople(names: readonly string[]): Map<string, Person> {
  return useNamed("person", names, findPerson);
}

export function useOrganizations(names: readonly string[]): Map<string, Organization> {
  return useNamed("organization", names, findOrganization);
}

// How the reader calls people; "" of those who are not known.
export function usePersonLines(names: readonly string[]): (name: string) => string {
  const language = useLanguage();
  const people = usePeople(names);
  return (name) => {
    const person = people.get(name);
    return person ? personLine(person.names, language, person.latinName) : "";
  };
}

// How the reader calls organizations, shortly where there is a short name in their language.
export function useOrganizationLines(names: readonly string[]): (name: string) => string {
  const language = useLanguage();
  const organizations = useOrganizations(names);
  return (name) => {
    const organization = organizations.get(name);
    if (!organization) return "";
    const short = organization.shortNames.find((name) => name.language.split("-")[0] === language);
    return short?.text ?? textIn(organization.displayNames, language);
  };
}
