// A release build of the server with the sample year, by gRPC and for browsers.
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Plenary, withToken } from "@plenary/client";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROGRAMS, start } from "../../typescript/tests/programs.ts";
import { databaseOf, makeSampleYear } from "../tests/sample_year.ts";

export interface BenchServer {
  // "127.0.0.1:41234"
  grpc: string;
  // "http://127.0.0.1:41235"
  origin: string;
  // The first administrator's.
  token: string;
  // As the first administrator.
  plenary: Plenary;
}

// Runs `work` with a server of its own.
export async function withServer<T>(work: (server: BenchServer) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "plenary-bench-web-"));
  try {
    await makeSampleYear(folder);
    const [ready, httpReady] = [join(folder, "ready"), join(folder, "http-ready")];
    await rm(ready, { force: true });
    const listening = ["--listen", "127.0.0.1:0", "--ready-file", ready, "--http-listen", "127.0.0.1:0", "--http-ready-file", httpReady];
    const unlimited = ["--rate-reads", "0", "--rate-writes", "0"];
    const program = await start(
      PROGRAMS.plenaryd,
      [...databaseOf(folder), ...listening, ...unlimited, "--web-root", PROGRAMS.application],
      httpReady,
    );
    try {
      const grpc = (await readFile(ready, "utf8")).trim();
      const token = (await readFile(join(folder, "admin-token"), "utf8")).trim();
      const plenary = new Plenary(createGrpcTransport({ baseUrl: `http://${grpc}`, interceptors: [withToken(token)] }));
      return await work({ grpc, origin: program.address, token, plenary });
    } finally {
      await program.stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
