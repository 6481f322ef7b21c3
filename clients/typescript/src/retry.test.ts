import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { ErrorInfoSchema, RetryInfoSchema } from "../gen/google/rpc/error_details_pb.ts";
import { Operations } from "../gen/google/longrunning/operations_pb.ts";
import { AccessService } from "../gen/plenary/v1/access_pb.ts";
import { DelegationService } from "../gen/plenary/v1/delegations_pb.ts";
import { EventService } from "../gen/plenary/v1/events_pb.ts";
import { Restless } from "../tests/restless.ts";
import { Connection, delayBeforeRepeating, isSafeToRepeat, refusalOf } from "./index.ts";

const refusal = (code: Code, { reason = "", waitSeconds = 0 } = {}) => {
  const details = [
    ...(reason ? [{ desc: ErrorInfoSchema, value: { reason, domain: "plenary" } }] : []),
    ...(waitSeconds ? [{ desc: RetryInfoSchema, value: { retryDelay: { seconds: BigInt(waitSeconds) } } }] : []),
  ];
  return new ConnectError("refused", code, undefined, details);
};

describe("what may be repeated", () => {
  test.each([
    ["a method that only reads", EventService.method.listEvents, {}, true],
    ["a change with a request_id", EventService.method.publishEvent, { requestId: "a" }, true],
    ["a change without one", EventService.method.publishEvent, { requestId: "" }, false],
    ["an operation", Operations.method.cancelOperation, {}, true],
    ["a sign-in", AccessService.method.login, {}, false],
  ])("%s: %#", (_, method, request, safe) => {
    expect(isSafeToRepeat(method, request)).toBe(safe);
  });
});

describe("the delay before the next attempt", () => {
  const policy = { maxAttempts: 8, firstDelayMs: 100, maxDelayMs: 1_000 };
  test.each([
    ["is at least half of the first delay", 1, refusal(Code.Unavailable), 0, 50],
    ["is at most all of it", 1, refusal(Code.Unavailable), 1, 100],
    ["doubles", 3, refusal(Code.Unavailable), 1, 400],
    ["ends growing", 7, refusal(Code.Unavailable), 1, 1_000],
    ["is there no more when the attempts are used up", 8, refusal(Code.Unavailable), 1, undefined],
    ["comes on top of what the server asks for", 1, refusal(Code.ResourceExhausted, { waitSeconds: 2 }), 1, 2_100],
    ["is not there where the server is full and doesn't say for how long", 1, refusal(Code.ResourceExhausted), 1, undefined],
    ["is there after a lost race", 1, refusal(Code.Aborted, { reason: "TOO_MUCH_CONTENTION" }), 1, 100],
    ["is not there after another writer's change", 1, refusal(Code.Aborted, { reason: "ETAG_MISMATCH" }), 1, undefined],
    ["is not there after any other refusal", 1, refusal(Code.FailedPrecondition), 1, undefined],
  ])("%s", (_, attempts, error, random, delay) => {
    expect(delayBeforeRepeating(policy, attempts, refusalOf(error), random)).toBe(delay);
  });
});

describe("a connection", () => {
  // Refuses with each of `refusals` before it answers.
  function serverThat(refusals: Error[]) {
    const requestIds: string[] = [];
    const surroundings = new Restless();
    const next = () => {
      const error = refusals.shift();
      if (error) throw error;
    };
    const transport = createRouterTransport(({ service }) => {
      service(EventService, {
        getEvent: ({ name }) => {
          next();
          return { name };
        },
      });
      service(DelegationService, {
        confirmParticipant: ({ name, requestId }) => {
          requestIds.push(requestId);
          next();
          return { name };
        },
      });
    });
    return { surroundings, requestIds, connection: new Connection(transport, { surroundings }) };
  }

  test("repeats a read until it is answered", async () => {
    const { connection, surroundings } = serverThat([refusal(Code.Unavailable), refusal(Code.Unavailable)]);
    expect(await createClient(EventService, connection).getEvent({ name: "events/a" })).toMatchObject({ name: "events/a" });
    expect(surroundings.slept).toEqual([100, 200]);
  });

  test("gives a change one request_id for all its attempts", async () => {
    const { connection, requestIds } = serverThat([refusal(Code.Unavailable)]);
    await createClient(DelegationService, connection).confirmParticipant({ name: "events/a/participants/b" });
    expect(requestIds).toEqual(["id-1", "id-1"]);
  });

  test("leaves a request_id as it is", async () => {
    const { connection, requestIds } = serverThat([]);
    await createClient(DelegationService, connection).confirmParticipant({ name: "events/a/participants/b", requestId: "mine" });
    expect(requestIds).toEqual(["mine"]);
  });

  test("does not repeat what the server refuses for good", async () => {
    const { connection, surroundings } = serverThat([refusal(Code.NotFound)]);
    await expect(createClient(EventService, connection).getEvent({ name: "events/a" })).rejects.toMatchObject({ code: Code.NotFound });
    expect(surroundings.slept).toEqual([]);
  });

  test("gives up when the next attempt would begin after the deadline", async () => {
    const { connection, surroundings } = serverThat(Array.from({ length: 8 }, () => refusal(Code.Unavailable)));
    const call = createClient(EventService, connection).getEvent({ name: "events/a" }, { timeoutMs: 500 });
    await expect(call).rejects.toMatchObject({ code: Code.Unavailable });
    expect(surroundings.slept).toEqual([100, 200]);
  });

  test("stops repeating when its caller has gone", async () => {
    const { connection } = serverThat(Array.from({ length: 8 }, () => refusal(Code.Unavailable)));
    const caller = new AbortController();
    caller.abort();
    const call = createClient(EventService, connection).getEvent({ name: "events/a" }, { signal: caller.signal });
    await expect(call).rejects.toMatchObject({ code: Code.Canceled });
  });
});

test("a refusal says its reason, what varies, and when to try again", () => {
  const info = create(ErrorInfoSchema, { reason: "RATE_LIMITED", domain: "plenary", metadata: { limit: "reads" } });
  const error = new ConnectError("too many", Code.ResourceExhausted, undefined, [
    { desc: ErrorInfoSchema, value: info },
    { desc: RetryInfoSchema, value: { retryDelay: { seconds: 1n, nanos: 500_000_000 } } },
  ]);
  expect(refusalOf(error)).toMatchObject({ reason: "RATE_LIMITED", metadata: { limit: "reads" }, retryAfterMs: 1_500 });
});
