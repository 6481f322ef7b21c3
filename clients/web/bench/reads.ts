// Reads through the gateway: against gRPC, and while many watch.
import { create, toBinary } from "@bufbuild/protobuf";
import { DelegationService, GetParticipantRequestSchema } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { WatchChangesRequestSchema } from "@plenary/client/gen/plenary/v1/changes_pb";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request, type ClientRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../typescript/tests/programs.ts";
import { ROUND_SECONDS, ROUNDS, type Figure } from "./figure.ts";
import { withServer, type BenchServer } from "./server.ts";

const CALLERS = 32;
const STREAMS = 500;
const PATH = "/plenary.v1.DelegationService/GetParticipant";

// One message of a stream of gRPC or Connect: no flags, its length, itself.
function enveloped(message: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

interface Reads {
  // Through the gateway: Connect, binary, HTTP/1.1.
  gateway: () => Promise<number>;
  grpc: () => Promise<number>;
}

// Calls a second of h2load; every one has to succeed.
async function callsPerSecond(options: readonly string[], headers: readonly string[], body: string, url: string): Promise<number> {
  const args = [
    "-t1",
    `-D${ROUND_SECONDS}`,
    "--warm-up-time=1",
    ...options,
    ...headers.flatMap((header) => ["-H", header]),
    "-d",
    body,
    url,
  ];
  const said = await run("h2load", args);
  const [rate, failed, errored, good] = [/, ([\d.]+) req\/s/, /(\d+) failed/, /(\d+) errored/, /status codes: (\d+) 2xx/].map((pattern) =>
    Number(pattern.exec(said)?.[1]),
  );
  if (!rate || failed !== 0 || errored !== 0 || !good) throw new Error(`h2load: ${said}`);
  return rate;
}

async function withReads<T>({ grpc, origin, token, plenary }: BenchServer, work: (reads: Reads) => Promise<T>): Promise<T> {
  const { participants } = await plenary.of(DelegationService).listParticipants({ parent: "events/tibo-2023", pageSize: 1 });
  const message = toBinary(GetParticipantRequestSchema, create(GetParticipantRequestSchema, { name: participants[0]!.name }));
  const folder = await mkdtemp(join(tmpdir(), "plenary-bench-reads-"));
  try {
    await writeFile(join(folder, "unary"), message);
    await writeFile(join(folder, "enveloped"), enveloped(message));
    const bearer = `authorization: Bearer ${token}`;
    return await work({
      gateway: () =>
        callsPerSecond(
          ["--h1", `-c${CALLERS}`],
          ["content-type: application/proto", "connect-protocol-version: 1", bearer],
          join(folder, "unary"),
          origin + PATH,
        ),
      // As gRPC's own clients do: few connections, many calls on each.
      grpc: () =>
        callsPerSecond(
          ["-c4", `-m${CALLERS / 4}`],
          ["content-type: application/grpc", "te: trailers", bearer],
          join(folder, "enveloped"),
          `http://${grpc}${PATH}`,
        ),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function gatewayVsGrpc(): Promise<Figure[]> {
  return withServer((server) =>
    withReads(server, async ({ gateway, grpc }) => {
      const [through, direct]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; ++round) {
        direct.push(await grpc());
        through.push(await gateway());
      }
      return [
        {
          name: "gateway_vs_grpc",
          what: "GetParticipant through the gateway (Connect, binary) over gRPC, 32 callers",
          wanted: "at least",
          bound: 0.4,
          values: through.map((value, round) => value / direct[round]!),
          beside: { "gateway calls/s": through, "gRPC calls/s": direct },
        },
      ];
    }),
  );
}

// Opens a watch through the gateway and waits for its first message.
async function watch({ origin, token }: BenchServer, agent: Agent): Promise<ClientRequest> {
  const stream = request(`${origin}/plenary.v1.ChangeService/WatchChanges`, {
    method: "POST",
    agent,
    headers: { "content-type": "application/connect+proto", "connect-protocol-version": "1", authorization: `Bearer ${token}` },
  });
  stream.on("error", () => {});
  stream.end(enveloped(toBinary(WatchChangesRequestSchema, create(WatchChangesRequestSchema, { parent: "events/tibo-2023" }))));
  const [answer] = await once(stream, "response");
  if (answer.statusCode !== 200) throw new Error(`a watch was answered with ${answer.statusCode}`);
  await once(answer, "data");
  answer.resume().on("error", () => {});
  return stream;
}

export function readsUnderStreams(): Promise<Figure[]> {
  return withServer((server) =>
    withReads(server, async ({ gateway }) => {
      const [alone, beside]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; ++round) {
        alone.push(await gateway());
        const agent = new Agent({ maxSockets: Infinity });
        const streams = await Promise.all(Array.from({ length: STREAMS }, () => watch(server, agent)));
        beside.push(await gateway());
        for (const stream of streams) stream.destroy();
        agent.destroy();
      }
      return [
        {
          name: "reads_under_streams",
          what: `GetParticipant through the gateway with ${STREAMS} open watch streams over without`,
          wanted: "at least",
          bound: 0.8,
          values: beside.map((value, round) => value / alone[round]!),
          beside: { "with streams calls/s": beside, "without calls/s": alone },
        },
      ];
    }),
  );
}
