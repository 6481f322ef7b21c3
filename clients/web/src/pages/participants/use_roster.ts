// The roster of an event, kept among what was read, and what others change in it.
import { anyUnpack, timestampDate } from "@bufbuild/protobuf/wkt";
import type { Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { DelegationService, ParticipantSchema, type Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { clientOf } from "../../api/clients.ts";
import { useLive } from "../../api/live.ts";
import { allPages } from "../../api/pages.ts";
import { EMPTY, lastChange, newsFor, readRoster, withNames, withParticipants, type Roster } from "./roster.ts";

export interface UseRoster {
  roster: Roster;
  // Whether more is on its way.
  loading: boolean;
  error: unknown;
  retry: () => void;
  // Shows these as they are now.
  put: (changed: readonly Participant[]) => Promise<void>;
  // What others changed since, held back so that nothing moves while one reads; `showNews` shows it.
  news: readonly Participant[];
  showNews: () => Promise<void>;
}

// Everybody at `event`.
export function useRoster(event: string): UseRoster {
  const client = useQueryClient();
  const key = useMemo(() => ["roster", event], [event]);
  const query = useQuery({
    queryKey: key,
    queryFn: () => {
      // What is shown already stays until all of the new is there.
      const first = client.getQueryData(key) === undefined;
      return readRoster(event, clientOf(DelegationService), clientOf(DirectoryService), (roster) => {
        if (first) client.setQueryData(key, roster);
      });
    },
    // Changes come by themselves.
    staleTime: Infinity,
    structuralSharing: false,
  });
  const put = useCallback(
    async (changed: readonly Participant[]) => {
      const { people, organizations } = await withNames(client.getQueryData<Roster>(key) ?? EMPTY, changed, clientOf(DirectoryService));
      client.setQueryData<Roster>(key, (now = EMPTY) => withParticipants({ ...now, people, organizations }, changed));
    },
    [client, key],
  );
  const roster = query.data ?? EMPTY;
  const [changed, setChanged] = useState<readonly Participant[]>([]);
  useLive(event, (changes) => {
    if (changes.length > 0) setChanged((before) => [...before, ...changes.flatMap(participantOf)]);
    else if (!query.isFetching) void missedSince(event, roster).then((missed) => setChanged((before) => [...before, ...missed]));
  });
  const news = useMemo(() => newsFor(roster, changed), [roster, changed]);
  return {
    roster,
    loading: query.isFetching,
    error: query.error,
    retry: () => void query.refetch(),
    put,
    news,
    showNews: async () => {
      await put(news);
      setChanged([]);
    },
  };
}

function participantOf(change: Change): Participant[] {
  const participant = change.resource && anyUnpack(change.resource, ParticipantSchema);
  return participant ? [participant] : [];
}

// What changed while nobody listened.
async function missedSince(event: string, roster: Roster): Promise<Participant[]> {
  const last = lastChange(roster);
  if (!last) return [];
  const request = { parent: event, pageSize: 1000, filter: `update_time >= "${timestampDate(last).toISOString()}"`, showDeleted: true };
  return allPages(
    (pageToken) => clientOf(DelegationService).listParticipants({ ...request, pageToken }),
    (page) => page.participants,
  );
}
