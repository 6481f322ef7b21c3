import { useConnection } from "../../api/live.ts";
import { useStanding } from "../../api/session.ts";

// Whether nobody answers: neither when asked, nor with what changes.
export function useLost(): boolean {
  const { lost } = useStanding();
  return useConnection() === "lost" || lost;
}
