// Once for all specs: a database with the sample year, somebody of every role, and a registration
// link. It takes some seconds to make, so it is kept in build/web-sample until the programs or the
// sample change.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import { PROGRAMS } from "../../typescript/tests/programs.ts";
import { makeSampleYear, type SampleYear } from "./sample_year.ts";

declare module "vitest" {
  interface ProvidedContext {
    sampleYear: SampleYear;
  }
}

// A text that is another whenever what the sample year is made of is.
async function version(): Promise<string> {
  const samples = (await readdir(PROGRAMS.sample)).filter((file) => file.endsWith(".jsonl")).map((file) => join(PROGRAMS.sample, file));
  const hash = createHash("sha256");
  for (const path of [PROGRAMS.plenaryd, PROGRAMS.plenary, join(import.meta.dirname, "sample_year.ts"), ...samples.sort()]) {
    const { size, mtimeMs } = await stat(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

// Several runs may make it at once: whichever is ready first is kept.
async function make(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  const { link } = await makeSampleYear(draft);
  await writeFile(join(draft, "link"), link, { mode: 0o600 });
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
}

async function dropOlder(folder: string): Promise<void> {
  const aWeekAgo = Date.now() - 7 * 24 * 60 * 60 * 1000;
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name);
    if (path !== folder && (await stat(path)).mtimeMs < aWeekAgo) await rm(path, { recursive: true });
  }
}

export default async function setup(project: TestProject): Promise<void> {
  const folder = join(PROGRAMS.samples, await version());
  if (!existsSync(folder)) await make(folder);
  await dropOlder(folder);
  project.provide("sampleYear", { folder, link: (await readFile(join(folder, "link"), "utf8")).trim() });
}
