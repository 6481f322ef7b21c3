// What Lighthouse says of five main pages: accessibility and best practices, 100 at most.
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROGRAMS, run } from "../../typescript/tests/programs.ts";
import { withPage } from "./browser.ts";
import type { Figure } from "./figure.ts";
import { withServer } from "./server.ts";

const PAGES = ["/", "/events/tibo-2023", "/events/tibo-2023/participants", "/events/tibo-2023/programme", "/control"];
const CATEGORIES = ["accessibility", "best-practices"];
const LIGHTHOUSE = join(PROGRAMS.repository, "clients/web/bench/lighthouse/node_modules/lighthouse/cli/index.js");

// As much of Lighthouse's report as is read.
interface Report {
  categories: Record<string, { score: number | null }>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

// A browser for each page: what one has in memory is not the next one's.
async function scoresOf(origin: string, path: string): Promise<number[]> {
  const port = await freePort();
  return withPage(
    origin,
    "manager",
    async (page) => {
      const cookies = await page.context().cookies();
      // In a file, for what stands in a command line is repeated where it fails.
      const folder = await mkdtemp(join(tmpdir(), "plenary-lighthouse-"));
      const headers = join(folder, "headers.json");
      await writeFile(headers, JSON.stringify({ Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") }), {
        mode: 0o600,
      });
      const args = [
        `--port=${port}`,
        `--only-categories=${CATEGORIES.join(",")}`,
        `--extra-headers=${headers}`,
        "--output=json",
        "--quiet",
        "--disable-storage-reset",
      ];
      try {
        const { categories } = JSON.parse(await run(process.execPath, [LIGHTHOUSE, origin + path, ...args])) as Report;
        return CATEGORIES.map((category) => Math.round((categories[category]?.score ?? 0) * 100));
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    [`--remote-debugging-port=${port}`],
  );
}

export function lighthouseScores(): Promise<Figure[]> {
  return withServer(async ({ origin }) => {
    const scores: Record<string, number[]> = {};
    for (const path of PAGES) scores[path] = await scoresOf(origin, path);
    return [
      {
        name: "lighthouse",
        what: "the lowest of accessibility and best practices on five main pages",
        wanted: "at least",
        bound: 95,
        values: [Math.min(...Object.values(scores).flat())],
        beside: scores,
      },
    ];
  });
}
