// Changes as they happen, across broken connections and restarts of the server.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { ChangeService, type Change, type WatchChangesRequestSchema, type WatchChangesResponse } from "../gen/plenary/v1/changes_pb.ts";
import type { Connection } from "./connection.ts";
import type { RetryPolicy } from "./options.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import { delayBeforeRepeating, failureOf } from "./retry.ts";

export interface WatchOptions {
  // Instead of the connection's.
  retry?: RetryPolicy;
  // Told whenever the connection broke and will be made anew.
  onLost?: (refusal: Refusal) => void;
}

const never = new Promise<never>(() => {});

// A watch on a partition of the change log. When its connection breaks it connects again, with a
// delay that grows, and goes on from the last resume token: nothing is skipped and nothing comes
// twice. Only a watch that was to begin "from now" and lost its connection before it heard anything
// begins at a later now. It is read once, message by message (a heartbeat is one without changes)
// or, by changes(), change by change; whoever stops reading ends it.
//
// It rejects, and is over, with: OUT_OF_RANGE, RESUME_TOKEN_EXPIRED where the log no longer reaches
// back so far (list again and watch from the list's token); UNAVAILABLE where the server could not
// be reached in as many attempts as the retry policy allows; CANCELLED after cancel(); whatever else
// the server refuses with.
export class ChangeStream implements AsyncIterable<WatchChangesResponse> {
  readonly #connection: Connection;
  readonly #options: WatchOptions;
  readonly #cancelled = new AbortController();
  #request: MessageInitShape<typeof WatchChangesRequestSchema>;
  #failures = 0; // since something was heard last

  constructor(connection: Connection, request: MessageInitShape<typeof WatchChangesRequestSchema>, options: WatchOptions = {}) {
    this.#connection = connection;
    this.#options = options;
    this.#request = request;
  }

  // Where to go on, in this program or another: everything given so far lies before it.
  get resumeToken(): string {
    return this.#request.resumeToken ?? "";
  }

  // Ends the watch at once, also while its reader waits. Repeating it is harmless.
  cancel(): void {
    this.#cancelled.abort(new ConnectError("the watch was cancelled", Code.Canceled));
  }

  // The changes one by one, without heartbeats.
  async *changes(): AsyncGenerator<Change, void, undefined> {
    for await (const { changes } of this) yield* changes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WatchChangesResponse, void, undefined> {
    for (;;) {
      const call = new AbortController();
      const end = () => call.abort(this.#cancelled.signal.reason);
      this.#cancelled.signal.addEventListener("abort", end, { once: true });
      try {
        if (this.#cancelled.signal.aborted) end();
        yield* this.#read(call);
      } catch (error) {
        await this.#waitAfter(failureOf(error));
      } finally {
        call.abort();
        this.#cancelled.signal.removeEventListener("abort", end);
      }
    }
  }

  // Reads one call until it breaks.
  async *#read(call: AbortController): AsyncGenerator<WatchChangesResponse, void, undefined> {
    const stream = createClient(ChangeService, this.#connection).watchChanges(this.#request, { signal: call.signal });
    const messages = stream[Symbol.asyncIterator]();
    for (;;) {
      const { done, value: response } = await this.#withinSilence(call, messages.next());
      // A server has no reason to end a watch well; whatever stands between may.
      if (done) throw new ConnectError("the watch was ended", Code.Unavailable);
      this.#failures = 0;
      this.#request = { parent: this.#request.parent, resumeToken: response.resumeToken };
      yield response;
    }
  }

  async #withinSilence<T>(call: AbortController, next: Promise<T>): Promise<T> {
    const timer = new AbortController();
    const silence = this.#connection.options.surroundings.sleep(this.#connection.options.watchSilenceMs, timer.signal).then(
      () => {
        call.abort();
        throw new ConnectError("nothing was heard from the server any more", Code.Unavailable);
      },
      () => never,
    );
    // The call that is ended fails too, and nobody waits for it any more.
    next.catch(() => {});
    try {
      return await Promise.race([next, silence]);
    } finally {
      timer.abort();
    }
  }

  // Waits until the watch may connect again; else rejects with why it is over.
  async #waitAfter(broken: ConnectError): Promise<void> {
    const { signal } = this.#cancelled;
    if (signal.aborted) throw signal.reason;
    const { surroundings, retry } = this.#connection.options;
    const refusal = refusalOf(broken);
    const delay = delayBeforeRepeating(this.#options.retry ?? retry, ++this.#failures, refusal, surroundings.random());
    if (delay === undefined) throw broken;
    this.#options.onLost?.(refusal);
    await surroundings.sleep(delay, signal);
  }
}
