// A liaison officer's day on a phone, with and without a connection; and the director's year.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ask, checkAxe, checkWidth, expectErrors, shot, signIn, startServer } from "./kit.ts";
import { wordsOf } from "./words_of.ts";

startServer();

const PATIENCE_MS = 30_000;

const PLANT = "/today/tibo-2023?delegation=liyun&at=2023-04-19T14:20";
const MEETING = "/today/tibo-2023?delegation=liyun&at=2023-04-20T11:20";

interface Participants {
  participants: { name: string; attendance: string; delegation: string; state: string }[];
}

describe.each(["ru", "zh"] as const)("a liaison officer in %s", (language) => {
  const t = wordsOf(language, "today");

  test("sees where the delegation is, and calls the driver with a tap", async () => {
    const page = await signIn("manager", language, { width: 360 });
    await page.goto(PLANT);
    await page.getByText("14:00–17:00").waitFor();
    await page.getByRole("link", { name: /Maketov/ }).waitFor();
    expect(await page.getByRole("link", { name: /Maketov/ }).getAttribute("href")).toBe("tel:+375290000002");
    await checkAxe(page);
    await checkWidth(page);
    await shot(page, `today-${language}`, { fullPage: true });
    await page.getByRole("button", { name: t("late") }).click();
    await page.getByRole("dialog").waitFor();
    await checkAxe(page);
  });

  test("marks who arrived without a connection, and it is sent when that is back", async () => {
    const page = await signIn("manager", language, { width: 360 });
    await page.goto(PLANT);
    const first = page.getByRole("button", { name: new RegExp(t("arrivedLabel", { name: "" })) }).nth(language === "ru" ? 0 : 1);
    await first.waitFor();
    await page.context().setOffline(true);
    await first.click();
    await page.getByText(t("offline.waiting", { count: 1 })).waitFor();
    expect(await first.getAttribute("aria-pressed")).toBe("true");
    await page.getByText("14:00–17:00").waitFor();
    await checkAxe(page);
    await shot(page, `today-offline-${language}`);
    await page.context().setOffline(false);
    await page.getByText(t("offline.waiting", { count: 1 })).waitFor({ state: "detached" });
    await expect.poll(() => arrivals(page), { timeout: PATIENCE_MS }).toBe(language === "ru" ? 1 : 2);
    expect(await first.getAttribute("aria-pressed")).toBe("true");
  });

  test("says that the delegation came to its meeting", async () => {
    const page = await signIn("manager", language, { width: 360 });
    await page.goto(MEETING);
    await page.getByText("11:00–12:00").waitFor();
    const button = page.getByRole("button", { name: t(language === "ru" ? "came" : "noShow") });
    await button.click();
    await page.getByText(t(language === "ru" ? "cameSaid" : "noShowSaid")).waitFor();
    await expect
      .poll(
        async () => {
          const { parties } = await ask<{ parties: { delegation?: string; outcome?: string }[] }>(page, "ScheduleService/GetMeeting", {
            name: "events/tibo-2023/meetings/mincom-liyun",
          });
          return parties.find(({ delegation }) => delegation?.endsWith("/liyun"))?.outcome;
        },
        { timeout: PATIENCE_MS },
      )
      .toBe(language === "ru" ? "HELD" : "NO_SHOW");
    await checkAxe(page);
  });
});

describe.each(["be", "en"] as const)("a director in %s", (language) => {
  const t = wordsOf(language, "calendar");

  test.each([360, 1024])("sees at %d pixels what was planned and what was held", async (width) => {
    const page = await signIn("controller", language, { width });
    await page.goto("/calendar");
    await page.getByRole("heading", { level: 1, name: t("title", { year: 2023 }) }).waitFor();
    await page.getByText(t("lead.planned", { count: 9 })).waitFor();
    await page.getByText(t("standing.missed"), { exact: true }).waitFor();
    await checkAxe(page);
    await checkWidth(page);
    await shot(page, `calendar-${language}-${width}`, { fullPage: true });
    await page.getByRole("button", { name: t("later") }).click();
    await page.getByText(t("nothing", { year: 2024 })).waitFor();
    await checkAxe(page);
  });
});

describe.each(["ru", "zh"] as const)("a liaison officer without a connection in %s", (language) => {
  const t = wordsOf(language, "today");
  const common = wordsOf(language, "common");

  test("opens the day anew, marks who arrived, and leaves nothing behind", async () => {
    const page = await signIn("manager", language, { width: 360 });
    const context = page.context();
    await page.goto(PLANT);
    await page.getByText("14:00–17:00").waitFor();
    const mark = page.getByRole("button", { name: new RegExp(t("arrivedLabel", { name: "" })) }).nth(language === "ru" ? 2 : 3);
    await mark.waitFor();
    await expect.poll(() => isOnDevice(page)).toBe(true);
    const before = await arrivals(page);

    await context.setOffline(true);
    await page.reload();
    await page.getByText("14:00–17:00").waitFor();
    await page.getByText(new RegExp(t("offline.read", { time: "\\d\\d:\\d\\d" }))).waitFor();
    await checkAxe(page);
    await checkWidth(page);
    await shot(page, `today-reopened-${language}`);
    await mark.click();
    await page.getByText(t("offline.waiting", { count: 1 })).waitFor();

    // Another page needs a connection, says so, and goes on by itself.
    const other = await context.newPage();
    await other.goto("/events/tibo-2023");
    await other.getByRole("heading", { name: common("noConnection.title") }).waitFor();
    await checkAxe(other);
    await checkWidth(other);
    await shot(other, `no-connection-${language}`);
    await context.setOffline(false);
    await other.getByRole("heading", { name: common("noConnection.title") }).waitFor({ state: "detached" });
    await other.getByRole("heading", { level: 1 }).waitFor();
    await page.getByText(t("offline.waiting", { count: 1 })).waitFor({ state: "detached" });
    await expect.poll(() => arrivals(page), { timeout: PATIENCE_MS }).toBe(before + 1);
    await expect.poll(() => mark.getAttribute("aria-pressed")).toBe("true");

    // So does one whose parts are not on the device.
    expectErrors(other);
    await context.setOffline(true);
    await other.getByRole("button", { name: common("menu"), exact: true }).click();
    await other.getByRole("link", { name: common("place.calendar") }).click();
    await other.getByRole("heading", { name: common("noConnection.title") }).waitFor();
    await context.setOffline(false);
    await other.getByRole("heading", { name: wordsOf(language, "calendar")("title", { year: 2023 }) }).waitFor();

    await other.close();
    expect(await keptOn(page)).toContain("Maketov");
    await page.getByRole("button", { name: common("me.menu", { name: "" }) }).click();
    await page.getByRole("button", { name: common("signOut") }).click();
    await page.waitForURL("**/sign-in*");
    expect(await keptOn(page)).not.toMatch(/Maketov|liyun|today/);
  });
});

async function arrivals(page: Page): Promise<number> {
  const { participants } = await ask<Participants>(page, "DelegationService/ListParticipants", {
    parent: "events/tibo-2023",
    filter: 'delegation = "events/tibo-2023/delegations/liyun"',
  });
  return participants.filter(({ attendance }) => attendance === "ARRIVED").length;
}

// Whether the worker keeps all of which the page is made.
function isOnDevice(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const shelf = await caches.open("plenary.application");
    const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
    const paths = ["/index.html", ...loaded.filter((path) => path.startsWith("/assets/"))];
    return (await Promise.all(paths.map((path) => shelf.match(path)))).every((found) => found !== undefined);
  });
}

// All that scripts have in the browser, and the names of what the worker keeps.
function keptOn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const urls = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const outside = urls.flat().filter((url) => !/\/(assets\/[^/]*|index\.html)$/.test(url));
    return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), databases, outside]);
  });
}
