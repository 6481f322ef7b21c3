// What the pages of one event share: the event, its categories, its delegations and how they are called.
import { useQuery, useSuspenseQuery } from "@connectrpc/connect-query";
import { DelegationService, type Delegation } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService, type Organization } from "@plenary/client/gen/plenary/v1/directory_pb";
import { EventService, type Category, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useMemo } from "react";
import { useParams } from "react-router";
import { useAll } from "../../api/pages.ts";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";

// The event that the address names: "events/tibo-2023".
export function useEventName(): string {
  const { event } = useParams();
  return `events/${event}`;
}

// The event whose pages these are; the frame around them has read it.
export function useEvent(): Event {
  return useSuspenseQuery(EventService.method.getEvent, { name: useEventName() }).data;
}

const categoriesOf = (parent: string) => ({ parent, pageSize: 1000 });

// Its categories, by precedence.
export function useCategories(): Category[] {
  return useSuspenseQuery(EventService.method.listCategories, categoriesOf(useEventName())).data.categories;
}

// The same, for who goes on without.
export const useCategoriesQuery = () => useQuery(EventService.method.listCategories, categoriesOf(useEventName()));

const NONE: Delegation[] = [];

export interface NamedDelegation {
  delegation: Delegation;
  organization: Organization | undefined;
  // As the reader calls it: by its own name, else by its organization's.
  label: string;
}

export function delegationLabel(delegation: Delegation, organization: Organization | undefined, language: Language): string {
  return (
    textIn(delegation.displayNames, language) ||
    (organization && textIn(organization.displayNames, language)) ||
    delegation.name.split("/").at(-1)!
  );
}

// The delegations of the event, as many as the reader may see, in the reader's order; empty until they are there.
export function useDelegations(): NamedDelegation[] {
  const language = useLanguage();
  const parent = useEventName();
  const { data: items = NONE } = useAll(
    DelegationService.method.listDelegations,
    { parent, pageSize: 1000, languageCode: language },
    (page) => page.delegations,
  );
  const names = useMemo(() => [...new Set(items.map(({ organization }) => organization))], [items]);
  const organizations = useQuery(
    DirectoryService.method.batchGetOrganizations,
    { names: names.slice(0, 1000) },
    { enabled: names.length > 0 },
  );
  return useMemo(() => {
    const byName = new Map(organizations.data?.organizations.map((organization) => [organization.name, organization]));
    return items.map((delegation) => {
      const organization = byName.get(delegation.organization);
      return { delegation, organization, label: delegationLabel(delegation, organization, language) };
    });
  }, [items, organizations.data, language]);
}

// How a category is called; its id where it is not known.
export function categoryLabel(categories: readonly Category[], name: string, language: Language): string {
  const category = categories.find((candidate) => candidate.name === name);
  return (category && textIn(category.displayNames, language)) || (name.split("/").at(-1) ?? "");
}
