import { createConnectQueryKey, useQuery } from "@connectrpc/connect-query";
import { DelegationService, type Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useFresh } from "../../api/live.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { categoryLabel, useCategories, useDelegations, useEventName } from "../events/event_data.ts";
import { withParticipants, type Roster } from "./roster.ts";
import { rowOf, type Row } from "./row.ts";

interface UseParticipant {
  row: Row | undefined;
  error: unknown;
  retry: () => void;
  // Shows these as they are now, here and in the list.
  put: (changed: readonly Participant[]) => Promise<void>;
  delegationOf: (name: string) => string;
  categoryOf: (name: string) => string;
}

// One participant with everything a line of the list has.
export function useParticipant(name: string): UseParticipant {
  const language = useLanguage();
  const event = useEventName();
  const client = useQueryClient();
  const categories = useCategories();
  const delegations = useDelegations();
  const participant = useQuery(DelegationService.method.getParticipant, { name });
  const personName = participant.data?.person ?? "";
  const person = useQuery(DirectoryService.method.getPerson, { name: personName }, { enabled: personName !== "" });
  const employer = person.data?.organization ?? "";
  const organization = useQuery(DirectoryService.method.getOrganization, { name: employer }, { enabled: employer !== "" });
  useFresh(event, DelegationService.method.getParticipant);
  useFresh("directory", DirectoryService.method.getPerson);

  const labels = useMemo(
    () => ({
      language,
      delegationOf: (one: string) => delegations.find(({ delegation }) => delegation.name === one)?.label ?? one.split("/").at(-1)!,
      categoryOf: (one: string) => categoryLabel(categories, one, language),
    }),
    [language, delegations, categories],
  );
  const row = useMemo(() => {
    if (!participant.data) return undefined;
    const known: Roster = {
      participants: [],
      people: new Map(person.data ? [[participant.data.person, person.data]] : []),
      organizations: new Map(organization.data ? [[organization.data.name, organization.data]] : []),
    };
    return rowOf(participant.data, known, labels);
  }, [participant.data, person.data, organization.data, labels]);

  const put = useCallback(
    async (changed: readonly Participant[]) => {
      client.setQueryData<Roster>(["roster", event], (roster) => roster && withParticipants(roster, changed));
      await client.invalidateQueries({
        queryKey: createConnectQueryKey({ schema: DelegationService.method.getParticipant, cardinality: undefined }),
      });
    },
    [client, event],
  );
  return { row, error: participant.error, retry: () => void participant.refetch(), put, ...labels };
}
