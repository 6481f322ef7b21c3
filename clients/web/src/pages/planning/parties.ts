// What the sides of meetings are called: a delegation by its own name, else as its organization.
import { useQuery } from "@connectrpc/connect-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";

// Names a delegation or organization by the name of its resource; "" where it is not known.
export type PartyName = (party: string) => string;

// The most that one call answers.
const BATCH = 1000;

// The names of the event's delegations, and of `others`, organizations that stand beside them.
export function useParties(event: string, others: readonly string[] = []): PartyName {
  const language = useLanguage();
  const delegations = useAll(DelegationService.method.listDelegations, { parent: event }, (page) => page.delegations);
  const wanted = [...new Set([...(delegations.data ?? []).map(({ organization }) => organization), ...others])].sort().slice(0, BATCH);
  const organizations = useQuery(
    DirectoryService.method.batchGetOrganizations,
    { names: wanted },
    { enabled: delegations.data !== undefined && wanted.length > 0 },
  );
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { name, displayNames } of organizations.data?.organizations ?? []) names.set(name, textIn(displayNames, language));
    for (const { name, organization, displayNames } of delegations.data ?? []) {
      names.set(name, textIn(displayNames, language) || names.get(organization) || "");
    }
    return (party) => names.get(party) ?? "";
  }, [delegations.data, organizations.data, language]);
}
