// What a spec (tests/AREA.e2e.ts) needs to use the application as a person does.
//
//   import { describe, expect, test } from "vitest";
//   import { checkAxe, shot, signIn, startServer } from "./kit.ts";
//
//   startServer();                       // once, at the top: this file's own plenaryd on a copy of
//                                        // the sample year, ended after the last test
//   test.each(["ru", "en"] as const)("the secretary confirms a participant in %s", async (language) => {
//     const page = await signIn("manager", language, { width: 1024 });
//     await page.goto("/events/tibo-2023/participants");
//     await page.getByRole("button", { name: { ru: "Подтвердить", en: "Confirm" }[language] }).click();
//     await page.getByText("…").waitFor();
//     await checkAxe(page);              // no violation on the page as it is now
//     await shot(page, "confirmations");
//   });
//
// - Find things by role and label, as a person does, and wait for what they would see; never sleep.
//   Playwright's own waiting does (`locator.waitFor`, `click`, `fill`); for anything else
//   `expect.poll(() => …).toBe(…)`.
// - signIn(role, language, { width, dark }) gives a fresh browser profile that is signed in, and its
//   page; roles are those of sample_year.ts. signIn("link", …) is a focal point with nothing but a
//   registration link, signIn("nobody", …) somebody who isn't signed in. Two calls are two people at
//   two machines; `page.context().newPage()` is another tab.
// - ask(page, "EventService/GetEvent", { name: "events/tibo-2023" }) asks the API as whoever is signed in
//   on the page: to prepare what a test is about, or to be somebody else meanwhile.
// - address() is where the server is; restartServer() ends it as an administrator would, and starts it
//   again at the same address; stopServer() and resumeServer() are its two halves.
// - typeRussian(page, text) and pressRussian(page, "KeyJ") are a Russian keyboard.
// - A test fails by itself where the page throws, writes an error to the console, or asks another
//   host than ours for anything. `expectErrors(page)` takes that back for one page.
// - All contexts are closed after each test; where it failed there is a picture of each of its pages in
//   shots/failed.
//
// Run one file, against a release build if you like:
//   cd clients/web && npx vite build && npx vitest run --config vitest.e2e.config.ts tests/AREA.e2e.ts
//   PLENARYD=…/plenaryd PLENARY=…/plenary PLENARY_WEB_ROOT=…/dist npx vitest run --config …
import AxeBuilder from "@axe-core/playwright";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import type { Language } from "../src/i18n/languages.ts";
import { PROGRAMS, start, type Program } from "../../typescript/tests/programs.ts";
import { databaseOf, PASSWORD, type Role } from "./sample_year.ts";

export { pressRussian, typeRussian } from "./russian_keys.ts";
export { PASSWORD, type Role } from "./sample_year.ts";

const SHOTS = process.env.PLENARY_SHOTS ?? join(import.meta.dirname, "shots");

interface Running {
  folder: string;
  program: Program | undefined;
  // The same after a restart.
  origin: string;
}

interface Look {
  width?: number;
  dark?: boolean;
}

let running: Running | undefined;
let browser: Browser | undefined;
let contexts: BrowserContext[] = [];
const complaints = new Map<Page, string[]>();
const strangers: string[] = [];

// Gives the file that calls it a server of its own.
export function startServer(): void {
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "plenary-spec-"));
    const sample = inject("sampleYear").folder;
    for (const file of ["plenary.db", "plenary.keys"]) await copyFile(join(sample, file), join(folder, file));
    running = { folder, program: undefined, origin: "http://127.0.0.1:0" };
    await resumeServer();
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await keepPictures(task.name);
    const heard = [...strangers.splice(0), ...[...complaints.values()].flat()];
    complaints.clear();
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    expect(heard, "what the pages complained of").toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    if (running === undefined) return;
    if (running.program) await stopServer();
    await rm(running.folder, { recursive: true });
  });
}

function theServer(): Running {
  if (running === undefined) throw new Error("call startServer() at the top of the file");
  return running;
}

// Where the application is: "http://127.0.0.1:41234".
export function address(): string {
  return theServer().origin;
}

export async function stopServer(): Promise<void> {
  const server = theServer();
  await server.program?.stop();
  server.program = undefined;
}

export async function resumeServer(): Promise<void> {
  const server = theServer();
  const ready = join(server.folder, "http-ready");
  await rm(ready, { force: true });
  const { host } = new URL(server.origin);
  const listening = ["--listen", "127.0.0.1:0", "--http-listen", host === "127.0.0.1" ? "127.0.0.1:0" : host];
  server.program = await start(
    PROGRAMS.plenaryd,
    [...databaseOf(server.folder), ...listening, "--web-root", PROGRAMS.application, "--http-ready-file", ready],
    ready,
  );
  server.origin = server.program.address;
}

export async function restartServer(): Promise<void> {
  await stopServer();
  await resumeServer();
}

// A page of a browser profile of its own, of somebody who is signed in.
export async function signIn(role: Role | "link" | "nobody", language: Language, { width = 1440, dark = false }: Look = {}): Promise<Page> {
  if (browser === undefined) throw new Error("call startServer() at the top of the file");
  const context = await browser.newContext({
    baseURL: address(),
    viewport: { width, height: width < 500 ? 780 : 900 },
    isMobile: width < 500,
    hasTouch: width < 500,
    colorScheme: dark ? "dark" : "light",
    // A reader elsewhere than the venue, so that a time in the wrong zone is seen.
    timezoneId: "Asia/Shanghai",
    locale: language,
  });
  contexts.push(context);
  // A server under ASan on a busy machine takes its time; who waits in vain waits long only once.
  context.setDefaultTimeout(45_000);
  await context.addInitScript((chosen) => {
    // about:blank has no store.
    if (location.protocol.startsWith("http")) localStorage.setItem("plenary.language", chosen);
  }, language);
  await context.route(
    (url) => url.origin !== address(),
    (route) => {
      strangers.push(`a page asked another host: ${route.request().url()}`);
      return route.abort();
    },
  );
  context.on("page", listenTo);
  const page = await context.newPage();
  if (role === "link") await post(context, "/session/link", { link: inject("sampleYear").link });
  else if (role !== "nobody") await post(context, "/session", { user: role, password: PASSWORD });
  return page;
}

async function post(context: BrowserContext, path: string, data: object): Promise<void> {
  const answer = await context.request.post(path, { data });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}

// Calls a method of plenary.v1 with JSON, and gives its answer.
export async function ask<T = Record<string, unknown>>(page: Page, method: string, request: object): Promise<T> {
  // A call with the session's cookie has to come from our own pages.
  const headers = { Origin: address(), "Connect-Protocol-Version": "1" };
  const answer = await page.context().request.post(`/plenary.v1.${method}`, { data: request, headers });
  if (!answer.ok()) throw new Error(`${method}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

function listenTo(page: Page): void {
  complaints.set(page, []);
  page.on("pageerror", (error) => complain(page, String(error)));
  page.on("console", (message) => {
    // Answers that refuse, and servers that aren't there, are for the page to tell of.
    const isOfNetwork = /^Failed to load resource|net::ERR_/.test(message.text());
    if (message.type() === "error" && !isOfNetwork) complain(page, message.text());
  });
}

function complain(page: Page, what: string): void {
  complaints.get(page)?.push(what);
}

// What this page complains of is meant to be.
export function expectErrors(page: Page): void {
  complaints.delete(page);
}

interface AxeOptions {
  // A part of the page that is not ours to mend, by selector.
  without?: string;
}

const MODAL = '[role="dialog"][aria-modal="true"]';

// Fails where axe finds anything wrong with the page as it is now.
export async function checkAxe(page: Page, { without }: AxeOptions = {}): Promise<void> {
  const analyze = async (): Promise<string[]> => {
    let builder = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
    if (without) builder = builder.exclude(without);
    // Nobody reaches what is behind a dialog.
    if (await page.locator(MODAL).first().isVisible()) builder = builder.include(MODAL);
    const { violations } = await builder.analyze();
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}\n${failureSummary ?? ""}`),
    );
  };
  // Colours on their way to what they will be have contrasts of their own.
  await settle(page);
  let found = await analyze();
  if (found.some((each) => each.startsWith("target-size"))) {
    // What lies half under a bar at the bottom isn't small: it can be scrolled from under it.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const below = await analyze();
    found = found.filter((each) => !each.startsWith("target-size") || below.includes(each));
  }
  expect(found, `what axe finds on ${page.url()}`).toEqual([]);
}

// Fails where the page as a whole can be scrolled sideways.
export async function checkWidth(page: Page): Promise<void> {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(wide, `the width of ${page.url()}`).toBeLessThanOrEqual(room);
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    );
  });
}

// Takes a picture of the page as it is now: shots/NAME.png.
export async function shot(page: Page, name: string, { fullPage = false, folder = SHOTS } = {}): Promise<void> {
  await settle(page);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide", fullPage });
}

async function keepPictures(test: string): Promise<void> {
  const pages = contexts.flatMap((context) => context.pages());
  const name = test.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
  await mkdir(join(SHOTS, "failed"), { recursive: true });
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: join(SHOTS, "failed", `${name}-${index + 1}.png`) }).catch(() => {});
  }
}
