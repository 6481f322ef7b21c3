import { useEffect, useState } from "react";
import { useAddress } from "../../parts/use_address.ts";
import { instantAt } from "../../parts/venue_day.ts";

const TICK_MS = 15_000;

interface Clock {
  // Milliseconds since 1970, a few seconds old at most.
  now: number;
  // Whether the address sets the clock, for rehearsals: "?at=2023-04-19T09:40", the venue's wall clock.
  isRehearsal: boolean;
  // Sets the clock to real time.
  end(): void;
}

// The instant that the address asks for on the wall clock of `zone`; undefined where it asks for none.
export function instantAsked(at: string | null, zone: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(at ?? "");
  return match ? instantAt(match[1]!, Number(match[2]) * 60 + Number(match[3]), zone).getTime() : undefined;
}

// What time it is: in a rehearsal, the time that was set, going on from when the page was opened.
export function useNow(zone: string): Clock {
  const [get, set] = useAddress();
  const [opened] = useState(Date.now);
  const [real, setReal] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setReal(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const asked = instantAsked(get("at"), zone);
  return {
    now: asked === undefined ? real : asked + (real - opened),
    isRehearsal: asked !== undefined,
    end: () => set({ at: null }),
  };
}
