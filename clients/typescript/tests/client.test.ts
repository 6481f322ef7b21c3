// The library against a real server, by gRPC and by the Connect protocol.
import type { Transport } from "@connectrpc/connect";
import { Code } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { participantsOf } from "../examples/participants.ts";
import { DelegationService, TableFormat } from "../gen/plenary/v1/delegations_pb.ts";
import { Event_Kind, Event_Role, EventService } from "../gen/plenary/v1/events_pb.ts";
import { ExportResponseSchema } from "../gen/plenary/v1/imports_pb.ts";
import { Plenary, refusalOf, withToken } from "../src/index.ts";
import { PROGRAMS, start, type Program } from "./programs.ts";

let folder: string;
let server: Program;
let grpcAddress: string;
let token: string;

// The second start listens where the first did.
async function startServer(grpc = "127.0.0.1:0", http = "127.0.0.1:0"): Promise<void> {
  const ready = join(folder, "ready");
  const httpReady = join(folder, "http-ready");
  await Promise.all([rm(ready, { force: true }), rm(httpReady, { force: true })]);
  const args = [
    "--database",
    `sqlite:${join(folder, "plenary.db")}`,
    "--key-file",
    join(folder, "plenary.keys"),
    "--log-level",
    "error",
    "--admin-token-file",
    join(folder, "token"),
    "--listen",
    grpc,
    "--ready-file",
    ready,
    "--http-listen",
    http,
    "--http-ready-file",
    httpReady,
  ];
  server = await start(PROGRAMS.plenaryd, args, httpReady);
  grpcAddress = (await readFile(ready, "utf8")).trim();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plenary-client-"));
  await startServer();
  token = (await readFile(join(folder, "token"), "utf8")).trim();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const minute = (minutes: number) => ({ seconds: BigInt(1_700_000_000 + 60 * minutes) });
const forum = (eventId: string) => ({
  eventId,
  event: {
    kind: Event_Kind.FORUM,
    role: Event_Role.ATTENDED,
    timeZone: "Europe/Minsk",
    countryCode: "BY",
    interval: { startTime: minute(0), endTime: minute(60) },
    displayNames: [{ language: "en", text: `Forum ${eventId}` }],
  },
});

const signedIn = () => ({ interceptors: [withToken(token)] });
const transports: [string, () => Transport][] = [
  ["gRPC", () => createGrpcTransport({ baseUrl: `http://${grpcAddress}`, ...signedIn() })],
  ["Connect", () => createConnectTransport({ baseUrl: server.address, httpVersion: "1.1", useBinaryFormat: true, ...signedIn() })],
];

describe.each(transports)("over %s", (protocol, transport) => {
  const id = (name: string) => `${name}-${protocol.toLowerCase()}`;

  test("events are made, and listed page by page", async () => {
    const plenary = new Plenary(transport());
    for (const name of ["a", "b", "c"]) await plenary.of(EventService).createEvent(forum(id(name)));
    const events = plenary.range(EventService.method.listEvents, { pageSize: 2 }, (page) => page.events);
    const names = (await events.toArray()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["a", "b", "c"].map((name) => `events/${id(name)}`)));
    const delegations = plenary.range(
      DelegationService.method.listDelegations,
      { parent: `events/${id("a")}` },
      (page) => page.delegations,
    );
    expect(await delegations.toArray()).toEqual([]);
    expect(delegations.resumeToken).not.toBe("");
  });

  test("a change that is repeated with its request_id is made once", async () => {
    const events = new Plenary(transport()).of(EventService);
    const request = { ...forum(id("once")), requestId: crypto.randomUUID() };
    const [first, second] = [await events.createEvent(request), await events.createEvent(request)];
    expect(second.createTime).toEqual(first.createTime);
  });

  test("a refusal says which rule was broken", async () => {
    const events = new Plenary(transport()).of(EventService);
    const missing = await events.getEvent({ name: "events/none" }).catch(refusalOf);
    expect(missing).toMatchObject({ code: Code.NotFound, reason: "RESOURCE_NOT_FOUND", metadata: { resource: "events/none" } });
    const malformed = await events.createEvent({ eventId: "Not An Id" }).catch(refusalOf);
    expect(malformed).toMatchObject({ code: Code.InvalidArgument, reason: "INVALID_FIELDS" });
    expect("fields" in malformed && malformed.fields.map(({ field }) => field)).toContain("event_id");
  });

  test("a watch goes on over a restart of the server, and skips nothing", async () => {
    const plenary = new Plenary(transport());
    const event = await plenary.of(EventService).createEvent(forum(id("watched")));
    const rename = async (text: string) => {
      await plenary
        .of(EventService)
        .updateEvent({ event: { name: event.name, displayNames: [{ language: "en", text }] }, updateMask: { paths: ["display_names"] } });
    };
    const watch = plenary.watchChanges({ parent: event.name, fromBeginning: true });
    const changes = watch.changes();
    const next = async () => Number((await changes.next()).value!.number);
    expect(await next()).toBe(1);
    await rename("Before the restart");
    expect(await next()).toBe(2);
    await server.stop();
    await startServer(grpcAddress, new URL(server.address).host);
    await rename("After the restart");
    expect(await next()).toBe(3);
    watch.cancel();
    await expect(changes.next()).rejects.toMatchObject({ code: Code.Canceled });
  });

  test("long work is waited for, and gives what it came to", async () => {
    const plenary = new Plenary(transport());
    const event = await plenary.of(EventService).createEvent(forum(id("exported")));
    const operation = await plenary.of(DelegationService).exportParticipants({ parent: event.name, format: TableFormat.CSV });
    const exported = await plenary.waitFor(operation, ExportResponseSchema);
    expect(exported.file).toMatch(/^files\//);
  });
});

test("a token is not sent in the clear to another machine", async () => {
  const plenary = new Plenary(createConnectTransport({ baseUrl: "http://plenary.example", httpVersion: "1.1", ...signedIn() }));
  await expect(plenary.of(EventService).listEvents({})).rejects.toMatchObject({ code: Code.FailedPrecondition });
});

test("the example of the README runs as it stands there", async () => {
  const example = await readFile(new URL("../examples/participants.ts", import.meta.url), "utf8");
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(example.slice(example.indexOf("import ")));
  await new Plenary(transports[0]![1]()).of(EventService).createEvent(forum("example"));
  expect(await participantsOf(server.address, "events/example", token)).toEqual([]);
});
