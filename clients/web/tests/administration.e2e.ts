// An administrator lets somebody in and shuts them out; an auditor finds who did it, and verifies that
// nobody edited the record.
import { describe, expect, test } from "vitest";
import { checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";
import { wordsOf } from "./words_of.ts";

startServer();

describe.each(["ru", "en"] as const)("in %s", (language) => {
  const t = wordsOf(language, "administration");
  const common = wordsOf(language, "common");

  test("a user is created, gets a role, and loses it again", async () => {
    const page = await signIn("admin", language);
    await page.goto("/administration");
    await page
      .getByRole("grid", { name: t("tab.users") })
      .getByRole("link")
      .first()
      .waitFor();
    await checkAxe(page);
    await page.getByRole("button", { name: t("user.create") }).click();
    const form = page.getByRole("dialog");
    await form.getByRole("textbox", { name: t("user.id") }).fill(`sample-${language}`);
    await form.getByRole("textbox", { name: t("user.name"), exact: true }).fill(`Sample of ${language}`);
    await form.getByRole("button", { name: t("user.create") }).click();
    await page.getByRole("heading", { level: 1, name: `Sample of ${language}` }).waitFor();
    await page.getByRole("button", { name: t("binding.create") }).click();
    await page
      .getByRole("dialog")
      .getByRole("combobox", { name: t("role") })
      .click();
    await page.getByRole("option", { name: common("role.auditor") }).click();
    await checkAxe(page);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("binding.create") })
      .click();
    await page.getByRole("button", { name: new RegExp(`^${t("binding.delete")}`) }).click();
    await page.getByText(t("binding.none")).waitFor();
    await checkAxe(page);
  });

  test("an auditor reads who did what, and verifies the record", async () => {
    const page = await signIn("auditor", language);
    await page.goto("/administration/audit");
    await page
      .getByRole("table", { name: t("audit.entries") })
      .getByRole("row")
      .nth(2)
      .waitFor();
    await page.getByRole("button", { name: t("verify.all") }).click();
    const verdict = { ru: "Журнал цел", en: "The record stands" }[language];
    await page.getByText(verdict, { exact: false }).waitFor();
    await checkAxe(page);
    await shot(page, `audit-${language}`);
    await page.goto("/administration/audit?kind=READ&from=2100-01-01");
    await page.getByText(t("audit.none")).waitFor();
  });

  test("every part stands on a phone", async () => {
    const page = await signIn("admin", language, { width: 360 });
    for (const part of ["", "/access", "/links?event=events/tibo-2023", "/data", "/server", "/audit"]) {
      await page.goto(`/administration${part}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(() => page.getByRole("status", { name: common("loading") }).count()).toBe(0);
      await checkAxe(page);
      await checkWidth(page);
    }
  });
});
