// The programs under test and how they are started and ended.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

// Also where this was bundled with something else.
function repositoryAround(folder: string): string {
  return existsSync(join(folder, "buf.yaml")) ? folder : repositoryAround(dirname(folder));
}

const repository = repositoryAround(import.meta.dirname);

// From the repository, unless the environment says otherwise.
export const PROGRAMS = {
  repository,
  plenaryd: resolve(process.env.PLENARYD ?? `${repository}/build/asan/services/server/plenaryd`),
  plenary: resolve(process.env.PLENARY ?? `${repository}/build/asan/clients/cli/plenary`),
  application: resolve(process.env.PLENARY_WEB_ROOT ?? `${repository}/clients/web/dist`),
  sample: `${repository}/deploy/sample`,
  // Where databases with the sample in them are kept.
  samples: `${repository}/build/web-sample`,
};

export interface Program {
  // What it wrote to its ready file.
  address: string;
  // Asks it to end, and waits until it has.
  stop(): Promise<void>;
}

// Runs a program to its end and gives what it printed.
export async function run(
  program: string,
  args: readonly string[],
  { input = "", env = {} as Record<string, string> } = {},
): Promise<string> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  let printed = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  // Who has read enough may be gone before all is written; how it ended says whether that was right.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${basename(program)} ${args.join(" ")} ended with ${code}: ${complaints}`);
  return printed;
}

// What is in the file once a whole line is.
async function written(path: string, signal: AbortSignal): Promise<string> {
  const changes = new AbortController();
  const stop = () => changes.abort();
  signal.addEventListener("abort", stop, { once: true });
  return new Promise((resolve, reject) => {
    const look = async () => {
      const text = existsSync(path) ? await readFile(path, "utf8") : "";
      if (!text.endsWith("\n")) return;
      changes.abort();
      resolve(text.trim());
    };
    watch(dirname(path), { signal: changes.signal }, () => void look());
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    void look();
  });
}

// Starts a program that writes its address to `readyFile` once it can be asked.
export async function start(program: string, args: readonly string[], readyFile: string): Promise<Program> {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints = (complaints + text).slice(-4000)));
  const ended = once(child, "close");
  const failed = new AbortController();
  ended.then(
    ([code]) => failed.abort(new Error(`${basename(program)} ended with ${code} before it was ready: ${complaints}`)),
    (error) => failed.abort(error),
  );
  const address = await written(readyFile, failed.signal);
  return {
    address,
    stop: async () => {
      child.kill("SIGTERM");
      const [code] = await ended;
      // A sanitizer's report ends the program so.
      if (code !== 0) throw new Error(`${basename(program)} ended with ${code}: ${complaints}`);
    },
  };
}
