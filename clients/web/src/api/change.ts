// Changes: with a request id that stays the same while the same change is tried again, and pages that
// read anew what may have changed by it.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";

// The services of which a change has pages read anew; "all": whatever they read.
export type Touched = readonly string[] | "all";

// What dossiers, control, figures and the administration show.
export const RECORD: Touched = [
  "plenary.v1.NegotiationService",
  "plenary.v1.ProtocolService",
  "plenary.v1.ThreadService",
  "plenary.v1.TripService",
  "plenary.v1.ActionPlanService",
  "plenary.v1.IndicatorService",
  "plenary.v1.AccessService",
  "plenary.v1.PersonalDataService",
];

export const DELEGATIONS: Touched = ["plenary.v1.DelegationService"];

export const EVENTS: Touched = ["plenary.v1.EventService", "plenary.v1.DelegationService"];

// Nothing: whoever makes the change puts its answer where it is shown.
export const NOTHING: Touched = [];

// Whether a query with this key shows some of what is touched.
export function isTouched(key: readonly unknown[], touched: Touched): boolean {
  if (touched === "all") return true;
  const about = key[1] as { serviceName?: string } | undefined;
  return typeof about === "object" && touched.includes(about.serviceName ?? "");
}

// Reads anew whatever pages show of what is touched.
export function useReadAnew(touched: Touched = RECORD): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ predicate: ({ queryKey }) => isTouched(queryKey, touched) }), [queries, touched]);
}

const plain = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);

// Request ids: while the same thing is asked again after a refusal it has the same id, so that a try after a
// lost answer changes nothing twice; once it is done, asking the same is another request.
export class RequestIds {
  readonly #make: () => string;
  #last = { asked: "", id: "" };

  constructor(make: () => string = () => crypto.randomUUID()) {
    this.#make = make;
  }

  idFor(asked: unknown): string {
    const text = JSON.stringify(asked, plain) ?? "";
    if (this.#last.id === "" || this.#last.asked !== text) this.#last = { asked: text, id: this.#make() };
    return this.#last.id;
  }

  done(): void {
    this.#last = { asked: "", id: "" };
  }
}

export type Change = <T>(asked: unknown, make: (requestId: string) => Promise<T>) => Promise<T>;

// Makes changes and then has pages read anew.
export function useChange(touched: Touched = RECORD): Change {
  const readAnew = useReadAnew(touched);
  const ids = useRef<RequestIds>(undefined);
  return useCallback(
    async (asked, make) => {
      ids.current ??= new RequestIds();
      const answer = await make(ids.current.idFor(asked));
      ids.current.done();
      await readAnew();
      return answer;
    },
    [readAnew],
  );
}

interface Act {
  isActing: boolean;
  // Why it was refused, until it is tried again.
  error: unknown;
  // Makes a change, of which `asked` is all that is asked; whether it was made.
  act: (asked: unknown, make: (requestId: string) => Promise<unknown>) => Promise<boolean>;
}

// A change of a form: while it is under way, and why it was refused.
export function useAct(touched: Touched = RECORD): Act {
  const change = useChange(touched);
  const [isActing, setIsActing] = useState(false);
  const [error, setError] = useState<unknown>();
  const act = useCallback<Act["act"]>(
    async (asked, make) => {
      setIsActing(true);
      setError(undefined);
      try {
        await change(asked, make);
        return true;
      } catch (refused) {
        setError(refused);
        return false;
      } finally {
        setIsActing(false);
      }
    },
    [change],
  );
  return { isActing, error, act };
}
