// Pictures of the main pages: those of the README (docs/pictures, where PLENARY_PICTURES is set), and,
// where PLENARY_ALL_SHOTS is set, every page in four languages at three widths, light and dark, to be
// looked at.
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../src/i18n/languages.ts";
import { PROGRAMS } from "../../typescript/tests/programs.ts";
import { shot, signIn, startServer, type Role } from "./kit.ts";

startServer();

interface Scene {
  name: string;
  path: string;
  role: Role | "link";
}

const README: (Scene & { language: Language; width: number })[] = [
  { name: "home", path: "/", role: "manager", language: "en", width: 1440 },
  { name: "register", path: "/events/tibo-2023/register/kursk", role: "link", language: "ru", width: 1440 },
  { name: "participants", path: "/events/tibo-2023/participants", role: "manager", language: "en", width: 1440 },
  { name: "programme", path: "/events/tibo-2023/programme", role: "manager", language: "en", width: 1440 },
  { name: "control", path: "/control", role: "controller", language: "en", width: 1440 },
];

const OTHERS: Scene[] = [
  { name: "events", path: "/events", role: "manager" },
  { name: "event", path: "/events/tibo-2023", role: "manager" },
  { name: "delegations", path: "/events/tibo-2023/delegations", role: "manager" },
  { name: "plan", path: "/events/tibo-2023/plan", role: "planner" },
  { name: "changes", path: "/events/tibo-2023/changes", role: "auditor" },
  { name: "today", path: "/today", role: "manager" },
  { name: "calendar", path: "/calendar", role: "manager" },
  { name: "directory", path: "/directory", role: "manager" },
  { name: "negotiations", path: "/negotiations", role: "negotiator" },
  { name: "figures", path: "/figures", role: "viewer" },
  { name: "administration", path: "/administration", role: "admin" },
];

// Opens the page and waits until it stands: its heading is there and nothing is being loaded.
async function stand(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await expect.poll(() => page.locator(".mantine-Skeleton-root").count()).toBe(0);
}

describe("the README's picture", () => {
  test.each(README)("of $name", async ({ name, path, role, language, width }) => {
    const page = await signIn(role, language, { width });
    await stand(page, path);
    const folder = process.env.PLENARY_PICTURES ? join(PROGRAMS.repository, "docs/pictures") : undefined;
    await shot(page, name, folder === undefined ? {} : { folder });
  });
});

describe.runIf(process.env.PLENARY_ALL_SHOTS)("every page", () => {
  const looks = LANGUAGES.flatMap((language) =>
    [360, 1024, 1440].flatMap((width) => [false, true].map((dark) => ({ language, width, dark }))),
  );
  test.each(looks)("in $language at $width px, dark: $dark", { timeout: 600_000 }, async ({ language, width, dark }) => {
    for (const { name, path, role } of [...README, ...OTHERS]) {
      const page = await signIn(role, language, { width, dark });
      await stand(page, path);
      await shot(page, `${name}-${language}-${width}${dark ? "-dark" : ""}`, { fullPage: true });
      await page.context().close();
    }
  });
});
