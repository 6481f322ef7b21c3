import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "@plenary/client/gen/google/rpc/error_details_pb";
import { WatchChangesResponseSchema, type WatchChangesResponse } from "@plenary/client/gen/plenary/v1/changes_pb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LiveHub, type HubOptions } from "./hub.ts";
import type { FromHub, Place } from "./messages.ts";

// A stream that the hub has open, in the test's hands.
class Call {
  readonly signal: AbortSignal;
  readonly request: { parent: string; resumeToken: string };
  readonly lose: () => void;
  #wake = () => {};
  readonly #queue: (WatchChangesResponse | ConnectError)[] = [];

  constructor(request: { parent: string; resumeToken: string }, signal: AbortSignal, lose: () => void) {
    this.request = request;
    this.signal = signal;
    this.lose = lose;
    signal.addEventListener("abort", () => this.#wake());
  }
  async say(...numbers: number[]): Promise<void> {
    const resumeToken = `${this.request.parent}@${numbers.at(-1) ?? 0}`;
    this.#queue.push(create(WatchChangesResponseSchema, { changes: numbers.map((number) => ({ number: BigInt(number) })), resumeToken }));
    this.#wake();
    await vi.advanceTimersByTimeAsync(0);
  }
  async refuse(code: Code, reason = ""): Promise<void> {
    const details = reason ? [{ desc: ErrorInfoSchema, value: { reason, domain: "plenary" } }] : [];
    this.#queue.push(new ConnectError("refused", code, undefined, details));
    this.#wake();
    await vi.advanceTimersByTimeAsync(0);
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<WatchChangesResponse> {
    while (!this.signal.aborted) {
      const next = this.#queue.shift();
      if (next instanceof ConnectError) throw next;
      if (next) yield next;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function hubWith(options: Partial<HubOptions> = {}) {
  const calls: Call[] = [];
  const told: FromHub[] = [];
  const hub = new LiveHub({
    watch: (request, signal, onLost) => {
      const call = new Call(request, signal, onLost);
      calls.push(call);
      return call;
    },
    tell: (message) => told.push(message),
    ...options,
  });
  const open = () => calls.filter(({ signal }) => !signal.aborted).map(({ request }) => request.parent);
  const kinds = () =>
    told.map((message) =>
      "partition" in message ? `${message.kind} ${message.partition}` : message.kind === "connection" ? message.connection : message.kind,
    );
  return { hub, calls, told, open, kinds };
}

const fresh = (partition: string): Place => ({ partition, number: 0, resumeToken: "" });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a hub", () => {
  test("watches a partition once, however many tabs want it", async () => {
    const { hub, calls, open, kinds } = hubWith();
    hub.want("a", [fresh("events/x")]);
    hub.want("b", [fresh("events/x")]);
    expect(open()).toEqual(["events/x"]);
    await calls[0]!.say();
    await calls[0]!.say(1, 2);
    expect(kinds().filter((kind) => kind !== "live")).toEqual(["began events/x", "changes events/x", "changes events/x"]);
  });

  test("goes on for a while after nobody wants it, and then no more", async () => {
    const { hub, open } = hubWith({ lingerMs: 1_000 });
    hub.want("a", [fresh("events/x")]);
    hub.want("a", []);
    await vi.advanceTimersByTimeAsync(900);
    hub.want("a", [fresh("events/x")]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(open()).toEqual(["events/x"]);
    hub.leave("a");
    await vi.advanceTimersByTimeAsync(1_100);
    expect(open()).toEqual([]);
  });

  test("gives more partitions than streams their turns, each where it was", async () => {
    const { hub, calls, open } = hubWith({ streams: 2, turnMs: 1_000 });
    hub.want("a", ["p", "q", "r"].map(fresh));
    expect(open()).toEqual(["p", "q"]);
    await calls[0]!.say(7);
    await calls[1]!.say();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(open()).toEqual(["q", "r"]);
    await calls[2]!.say();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(open()).toEqual(["r", "p"]);
    expect(calls.at(-1)!.request.resumeToken).toBe("p@7");
  });

  test("does not take its turn from a partition that has heard nothing: it would begin at a later now", async () => {
    const { hub, open } = hubWith({ streams: 1, turnMs: 1_000 });
    hub.want("a", ["p", "q"].map(fresh));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(open()).toEqual(["p"]);
  });

  test("begins where the tab is that heard least, after another hub has ended", async () => {
    const { hub, calls, open } = hubWith();
    hub.want("a", [{ partition: "p", number: 9, resumeToken: "p@9" }]);
    hub.want("b", [{ partition: "p", number: 5, resumeToken: "p@5" }]);
    hub.want("c", [{ partition: "p", number: 7, resumeToken: "p@7" }]);
    expect(open()).toEqual(["p"]);
    expect(calls.at(-1)!.request.resumeToken).toBe("p@5");
  });

  test("has all tabs read anew after another hub has ended, where the reader is told no numbers", async () => {
    const { hub, calls, kinds } = hubWith();
    hub.want("a", [{ partition: "p", number: 0, resumeToken: "p@early" }]);
    hub.want("b", [{ partition: "p", number: 0, resumeToken: "p@early" }]);
    expect(kinds()).not.toContain("missed p");
    hub.want("c", [{ partition: "p", number: 0, resumeToken: "p@late" }]);
    expect(kinds().filter((kind) => kind === "missed p")).toHaveLength(1);
    expect(calls).toHaveLength(1);
  });

  test("says that changes were missed where the server no longer knows them, and goes on from now", async () => {
    const { hub, calls, kinds } = hubWith();
    hub.want("a", [{ partition: "p", number: 9, resumeToken: "p@9" }]);
    await calls[0]!.refuse(Code.OutOfRange, "RESUME_TOKEN_EXPIRED");
    expect(calls[1]!.request.resumeToken).toBe("");
    await calls[1]!.say();
    expect(kinds()).toContain("missed p");
  });

  test("does not ask again for what the reader may not see, until somebody else signs in", async () => {
    const { hub, calls } = hubWith();
    hub.want("a", [fresh("access")]);
    await calls[0]!.refuse(Code.PermissionDenied, "ROLE_REQUIRED");
    await vi.advanceTimersByTimeAsync(600_000);
    hub.want("a", [fresh("access")]);
    expect(calls).toHaveLength(1);
    hub.anew();
    expect(calls).toHaveLength(2);
  });

  test("asks again after a while where the refusal may pass", async () => {
    const { hub, calls } = hubWith({ pauseMs: 1_000 });
    hub.want("a", [fresh("p")]);
    await calls[0]!.refuse(Code.Internal, "INTERNAL");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls).toHaveLength(2);
  });

  test("tells once that the connection is lost, and once that it is back", async () => {
    const { hub, calls, kinds } = hubWith();
    hub.want("a", ["p", "q"].map(fresh));
    calls[0]!.lose();
    calls[1]!.lose();
    calls[0]!.lose();
    await calls[0]!.say();
    await calls[1]!.say();
    expect(kinds().filter((kind) => kind === "live" || kind === "lost")).toEqual(["live", "lost", "live"]);
  });

  test("after a sign-in everything begins anew, and what was there before counts as missed", async () => {
    const { hub, calls, kinds } = hubWith();
    hub.want("a", [fresh("p")]);
    await calls[0]!.say(3);
    hub.anew();
    expect(calls[0]!.signal.aborted).toBe(true);
    expect(calls[1]!.request.resumeToken).toBe("");
    await calls[1]!.say();
    expect(kinds().slice(-3)).toEqual(["missed p", "began p", "changes p"]);
  });
});
