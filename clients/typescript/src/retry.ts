// When a call is repeated, and after how long.
import type { DescMethod } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import type { RetryPolicy, Surroundings } from "./options.ts";
import { refusalOf, type Refusal } from "./refusal.ts";

// Whether a call may be made twice without anything happening twice: its method is declared free of
// side effects, belongs to google.longrunning.Operations, or the request carries a request_id.
export function isSafeToRepeat(method: DescMethod, request: object): boolean {
  if (method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS) return true;
  // AIP-151 has no options for it, but says what these methods mean: asking, waiting, cancelling and
  // deleting come to the same when done twice.
  if (method.parent.typeName === "google.longrunning.Operations") return true;
  return "requestId" in method.input.field && "requestId" in request && Boolean(request.requestId);
}

// What a call was rejected with. The server gives every refusal a code of its own and a reason; what
// comes with neither never came from it: the connection could not be made, or broke (a reset one is
// "aborted" in Node).
export function failureOf(error: unknown): ConnectError {
  const failure = ConnectError.from(error);
  const isNobodys = (failure.code === Code.Unknown || failure.code === Code.Aborted) && failure.details.length === 0;
  return isNobodys ? new ConnectError(failure.rawMessage, Code.Unavailable, failure.metadata, undefined, failure.cause) : failure;
}

function isWorthRepeating(refusal: Refusal): boolean {
  switch (refusal.code) {
    case Code.Unavailable:
      return true;
    case Code.ResourceExhausted:
      return refusal.retryAfterMs > 0;
    case Code.Aborted:
      return refusal.reason === "TOO_MUCH_CONTENTION";
    default:
      return false;
  }
}

// How many milliseconds to wait after `attempts` attempts of which the last was refused so;
// undefined where repeating is of no use or the policy is exhausted. UNAVAILABLE is worth repeating,
// RESOURCE_EXHAUSTED where the server says after how long, and ABORTED with TOO_MUCH_CONTENTION.
// Never shorter than what the server asks for.
export function delayBeforeRepeating(policy: RetryPolicy, attempts: number, refusal: Refusal, random: number): number | undefined {
  if (attempts >= policy.maxAttempts || !isWorthRepeating(refusal)) return undefined;
  const whole = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (attempts - 1));
  // Callers that failed together must not come back together.
  return refusal.retryAfterMs + whole * (0.5 + 0.5 * random);
}

interface Repeating {
  policy: RetryPolicy;
  surroundings: Surroundings;
  isSafe: boolean;
  deadlineMs: number;
  signal?: AbortSignal | undefined;
}

// Makes attempts until one succeeds, cannot be healed by another, or the next would begin after the
// deadline; rejects with the failure of the last. `attempt` is given the time that is left.
export async function callWithRetries<T>(how: Repeating, attempt: (timeLeftMs: number) => Promise<T>): Promise<T> {
  const { policy, surroundings, signal } = how;
  const end = surroundings.now() + how.deadlineMs;
  for (let attempts = 1; ; ++attempts) {
    try {
      // The protocol has whole milliseconds, clocks of browsers have parts of them.
      return await attempt(Math.ceil(end - surroundings.now()));
    } catch (error) {
      const failure = failureOf(error);
      const delay = delayBeforeRepeating(policy, attempts, refusalOf(failure), surroundings.random());
      const isOver = delay === undefined || surroundings.now() + delay >= end;
      if (!how.isSafe || isOver || signal?.aborted) throw failure;
      await surroundings.sleep(delay, signal).catch(() => {
        throw new ConnectError("the call was cancelled", Code.Canceled);
      });
    }
  }
}
