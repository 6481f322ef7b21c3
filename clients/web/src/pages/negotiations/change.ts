// Changes: with a request id that stays the same while the same change is tried again, and pages that
// read anew what may have changed by it.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";

const READ_ANEW = [
  "plenary.v1.NegotiationService",
  "plenary.v1.ProtocolService",
  "plenary.v1.ThreadService",
  "plenary.v1.TripService",
  "plenary.v1.ActionPlanService",
  "plenary.v1.IndicatorService",
  "plenary.v1.AccessService",
  "plenary.v1.PersonalDataService",
];

// Whether a query's key is one of connect-query for one of the services.
export function isOfServices(key: readonly unknown[], services: readonly string[]): boolean {
  const [, about] = key as [string, { serviceName?: string } | undefined];
  return typeof about === "object" && services.includes(about?.serviceName ?? "");
}

// Reads anew whatever pages show of what a change may touch.
export function useReadAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ predicate: ({ queryKey }) => isOfServices(queryKey, READ_ANEW) }), [queries]);
}

const plain = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);

export type Change = <T>(asked: unknown, make: (requestId: string) => Promise<T>) => Promise<T>;

// Makes changes and then has pages read anew. While the same thing is asked again after a refusal it
// has the same request id, so that a try after a lost answer changes nothing twice.
export function useChange(): Change {
  const readAnew = useReadAnew();
  const last = useRef({ asked: "", id: "" });
  return useCallback(
    async (asked, make) => {
      const text = JSON.stringify(asked, plain);
      if (last.current.asked !== text) last.current = { asked: text, id: crypto.randomUUID() };
      const answer = await make(last.current.id);
      last.current = { asked: "", id: "" };
      await readAnew();
      return answer;
    },
    [readAnew],
  );
}
