import { refusalOf, type Refusal } from "@plenary/client";
import { errorOfStatus } from "@plenary/client";
import { useDebouncedValue } from "@mantine/hooks";
import { BatchMode } from "@plenary/client/gen/plenary/v1/common_pb";
import { DelegationService, type Participant, type ParticipantResult } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { registrationRow, type Wishes } from "./request.ts";
import type { Roster } from "./roster.ts";
import type { Row } from "./rows.ts";

// What the server says, or would say, to one row.
export type Verdict = { participant: Participant; refusal?: undefined } | { participant?: undefined; refusal: Refusal };

export function verdictOf(result: ParticipantResult): Verdict {
  return result.participant ? { participant: result.participant } : { refusal: refusalOf(errorOfStatus(result.error!)) };
}

export interface Registration {
  // "events/…/delegations/…"
  delegation: string;
  rows: readonly Row[];
  wishes: Wishes;
  reason: string;
}

export function registrationRequest({ delegation, rows, wishes, reason }: Registration, roster: Roster) {
  return {
    parent: delegation.split("/").slice(0, 2).join("/"),
    delegation: { name: delegation },
    participants: rows.map((row) => registrationRow(row, roster, wishes)),
    mode: BatchMode.ROW_BY_ROW,
    reason,
  };
}

const PAUSE_MS = 600;
const JUDGEMENT = ["registration", "judgement"];

// What would become of each row if the table were saved now, by key; the answer before stands until the next comes.
export function useJudgement(registration: Registration, roster: Roster): ReadonlyMap<string, Verdict> {
  const [settled] = useDebouncedValue(registration, PAUSE_MS);
  useFresh(settled.delegation.split("/").slice(0, 2).join("/"), JUDGEMENT);
  const { data } = useQuery({
    queryKey: [...JUDGEMENT, settled],
    queryFn: async ({ signal }) => {
      const { results } = await clientOf(DelegationService).registerDelegation(
        { ...registrationRequest(settled, roster), validateOnly: true },
        { signal },
      );
      return settled.rows.map((row, at) => [row.key, verdictOf(results[at]!)] as const);
    },
    enabled: settled.rows.length > 0,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: 60_000,
  });
  return useMemo(() => {
    const there = new Set(registration.rows.map(({ key }) => key));
    return new Map((data ?? []).filter(([key]) => there.has(key)));
  }, [data, registration.rows]);
}
