// Lists of people taken in from a spreadsheet: of the whole event by its secretariat, and into one delegation by whoever
// has nothing but a link to it.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Language } from "../src/i18n/languages.ts";
import { ask, checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";
import { wordsOf } from "./words_of.ts";

startServer();

const EVENT = "events/tibo-2023";
// Five people of whom one was born on a day that is none, with a Latin letter in the name.
const KURSK_LIST = new URL("../../../deploy/sample/lists/kursk.csv", import.meta.url).pathname;

// The same list with the day mended, as a spreadsheet saves it again.
async function mendedList(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const list = new TextDecoder("windows-1251").decode(await readFile(KURSK_LIST));
  return { name: "mended.csv", mimeType: "text/csv", buffer: Buffer.from(list.replace("31.02.1980", "28.02.1980")) };
}

// A delegation with two seats that nobody is in yet, and the secret of a link to it.
async function invite(id: string): Promise<string> {
  const manager = await signIn("manager", "en");
  await ask(manager, "DirectoryService/CreateOrganization", {
    organizationId: id,
    organization: { type: "AUTHORITY", displayNames: [{ language: "en", text: `Ministry of Examples ${id}` }] },
  });
  await ask(manager, "DelegationService/CreateDelegation", {
    parent: EVENT,
    delegationId: id,
    delegation: { organization: `organizations/${id}` },
  });
  const delegation = `${EVENT}/delegations/${id}`;
  await ask(manager, "DelegationService/SetQuota", { delegation, category: `${EVENT}/categories/delegate`, limit: 2 });
  const { secret } = await ask<{ secret: string }>(manager, "AccessService/CreateRegistrationLink", {
    registrationLink: { delegation, displayName: "Sample" },
  });
  return secret;
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
}

describe.each([
  ["ru", 1024],
  ["en", 360],
] as const)("in %s at %i pixels", (language: Language, width) => {
  const t = wordsOf(language, "imports");
  const ofList = wordsOf(language, "participants");

  test("a list comes into one delegation with nothing but a link", async () => {
    const id = `import-${language}`;
    const page = await signIn("nobody", language, { width });
    await page.goto(`/register#${await invite(id)}`);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: id }).waitFor();
    await page.goto(`/${EVENT}/register/${id}/import`);
    await page.locator("input[type=file]").setInputFiles(KURSK_LIST);
    await page.getByRole("heading", { name: t("columns") }).waitFor();
    // A link has one delegation, and creates nothing beside its people.
    expect(await page.getByRole("combobox", { name: t("delegation"), exact: true }).count()).toBe(0);
    expect(await page.getByRole("checkbox", { name: t("tick.createOrganizations") }).count()).toBe(0);
    await checkWidth(page);
    await checkAxe(page);

    await choose(page, ofList("whenFull.label"), ofList("whenFull.REFUSE"));
    await page.getByRole("checkbox", { name: t("tick.confirm") }).check();
    await page.getByRole("button", { name: t("check") }).click();
    await page.getByRole("heading", { name: t("checked") }).waitFor();
    await page.getByText(t("wrong.day")).waitFor();
    // Two seats for four people who are well written.
    await page.getByText(t("mend.seat")).first().waitFor();
    await checkWidth(page);
    await checkAxe(page);
    await shot(page, `import-into-${language}-${width}`, { fullPage: true });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: t("download") }).click()]);
    expect(download.suggestedFilename()).toBe(`${t("remarks")}.xlsx`);
    await page.reload();
    await page.getByRole("heading", { name: t("checked") }).waitFor();

    await page.locator("input[type=file]").setInputFiles(await mendedList());
    await page.getByText("mended.csv").waitFor();
    await page.getByRole("button", { name: t("check") }).click();
    await page.getByRole("heading", { name: t("checked") }).waitFor();
    await page.getByText(t("mend.seat")).first().waitFor();
    expect(await page.getByText(t("wrong.day")).count()).toBe(0);
    await page.getByRole("button", { name: t("action", { count: 2 }) }).click();
    await page.getByRole("heading", { name: t("imported") }).waitFor();
    await page
      .getByRole("region", { name: t("imported") })
      .getByRole("link", { name: t("toTable") })
      .click();
    await page
      .getByText(/Примеров|Primerov/)
      .first()
      .waitFor();

    await page.goto(`/${EVENT}/participants/import`);
    await page.getByText(t("notYours")).waitFor();
  });

  test("a list that is too long for the table goes on to the server", async () => {
    const ofTable = wordsOf(language, "registration");
    const page = await signIn("link", language, { width });
    await page.goto(`/${EVENT}/register/kursk`);
    const rows = Array.from({ length: 300 }, (_, at) => `${at + 1};Примеров${at} Пётр Петрович`);
    const buffer = Buffer.from(["№;ФИО", ...rows].join("\n"));
    await page.locator("input[type=file]").first().setInputFiles({ name: "long.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: ofTable("file.import") }).click();
    await page.getByRole("heading", { name: t("columns") }).waitFor();
    await page.getByText("long.csv").waitFor();
    await page.reload();
    await page.getByRole("heading", { name: t("columns") }).waitFor();
  });

  test("a list of the event is taken in after a trial, and each bad cell says how to mend it", async () => {
    const page = await signIn("manager", language, { width });
    await page.goto(`/${EVENT}/participants/import`);
    await page.locator("input[type=file]").setInputFiles(KURSK_LIST);
    await page.getByRole("heading", { name: t("columns") }).waitFor();
    await checkAxe(page);
    await page.getByRole("combobox", { name: t("delegation"), exact: true }).fill(language === "ru" ? "Курск" : "Kursk");
    await page.getByRole("option").first().click();
    await page.getByRole("combobox", { name: ofList("column.category") }).click();
    await page.getByRole("option").first().click();
    await page.getByRole("button", { name: t("check") }).click();
    await page.getByRole("heading", { name: t("checked") }).waitFor();
    await page.getByText("31.02.1980").last().waitFor();
    await page.getByText(t("mend.day")).waitFor();
    await checkWidth(page);
    await checkAxe(page);
    await shot(page, `import-${language}-${width}`);
    await page.reload();
    await page.getByRole("heading", { name: t("checked") }).waitFor();
  });
});
