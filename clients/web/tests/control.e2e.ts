// A controller's Monday: what is overdue and with whom, a report with what shows it, a later day asked
// for, and the plan behind it all.
import { describe, expect, test } from "vitest";
import { ask, checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";
import { wordsOf } from "./words_of.ts";

startServer();

describe.each(["ru", "en"] as const)("in %s", (language) => {
  const t = wordsOf(language, "control");

  test("the list has what is overdue by counterpart, and stands on a phone", async () => {
    const page = await signIn("controller", language, { width: language === "ru" ? 360 : 1024 });
    await page.goto("/control");
    await page
      .getByRole("region", { name: new RegExp(`^${t("section.overdue")}`) })
      .getByRole("link")
      .first()
      .waitFor();
    await page.getByRole("heading", { level: 3 }).first().waitFor();
    await checkAxe(page);
    await checkWidth(page);
    await shot(page, `control-list-${language}`);
  });

  test("a report is made in two clicks, with evidence, and is there on the item's page", async () => {
    const page = await signIn("controller", language);
    await page.goto("/control");
    const report = page.getByRole("button", { name: new RegExp(`^${t("verb.report")}: `) }).first();
    const title = (await report.getAttribute("aria-label"))!.slice(t("verb.report").length + 2);
    await report.click();
    const form = page.getByRole("dialog");
    await expect.poll(() => form.getByRole("button", { name: t("report.done") }).isDisabled()).toBe(true);
    await form.getByRole("textbox", { name: t("report.text") }).fill("Done as agreed");
    await form.getByRole("textbox", { name: t("evidence.number") }).fill("SAMPLE-77");
    await checkAxe(page);
    await form.getByRole("button", { name: t("report.done") }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page
      .getByRole("region", { name: new RegExp(`^${t("section.toDecide")}`) })
      .getByRole("link", { name: title, exact: true })
      .click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByText("Done as agreed").waitFor();
    await page.getByText("SAMPLE-77").waitFor();
    await checkAxe(page);
    await shot(page, `control-item-${language}`);
  });

  test("a later day is asked for with a reason, and the first one stays", async () => {
    const page = await signIn("negotiator", language);
    // One item in each language: only one extension of an item is undecided at a time.
    await page.goto(`/control/items/${{ ru: "china-stand", en: "china-meetings" }[language]}`);
    const title = (await page.getByRole("heading", { level: 1 }).textContent())!;
    await page.getByRole("button", { name: t("more", { title }) }).click();
    await page.getByRole("menuitem", { name: t("verb.extend") }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel(t("extension.newDay")).fill("2190-12-20");
    await form.getByRole("textbox", { name: t("extension.reason") }).fill("The region answers in December");
    await form.getByRole("button", { name: t("verb.extend") }).click();
    await page.getByText("The region answers in December").waitFor();
    await page.getByText(t("extension.state.UNDECIDED")).waitFor();
  });

  test("a plan shows its quarters, and what an edition changed", async () => {
    const page = await signIn("controller", language);
    await page.goto("/control/plans");
    await page.getByRole("table").getByRole("link").first().waitFor();
    await checkAxe(page);
    await page.goto("/control/plans/annual-2023");
    await page
      .getByRole("region", { name: t("plan.quarter", { quarter: 2 }) })
      .getByRole("link")
      .first()
      .waitFor();
    await checkAxe(page);
    await page.goto("/control/plans/china-2023-2025?against=1");
    await page.getByText(t("plan.fate.new"), { exact: true }).first().waitFor();
    await checkAxe(page);
  });
});

describe.each(["ru", "en"] as const)("how control works, in %s,", (language) => {
  const t = wordsOf(language, "control");

  test("is read by the office and changed by an administrator, whose work is not lost", async () => {
    const page = await signIn("admin", language);
    await page.goto("/control");
    await page.getByRole("link", { name: t("tab.settings") }).click();
    await page.getByText(t("settings.rules.PRECEDING")).waitFor();
    await checkAxe(page);
    await page.getByRole("button", { name: t("settings.edit") }).click();
    const form = page.getByRole("dialog", { name: t("settings.edit") });
    const save = form.getByRole("button", { name: t("settings.save") });
    const reminders = form.getByRole("textbox", { name: t("settings.remindBefore") });
    await reminders.fill("soon");
    await form.getByText(t("settings.remindWrong")).waitFor();
    expect(await save.isDisabled()).toBe(true);
    const typed = { ru: "14, 5", en: "21, 3" }[language];
    await reminders.fill(typed);
    const holidays = form.getByRole("group", { name: t("settings.holidays") });
    await holidays.getByLabel(t("settings.addDay")).fill({ ru: "2027-05-03", en: "2027-05-04" }[language]);
    await holidays.getByRole("button", { name: t("settings.add") }).click();
    await checkAxe(page);

    // Somebody else was quicker.
    await ask(page, "ActionPlanService/UpdateControlSettings", {
      settings: { name: "controlSettings", tripReportDays: { ru: 11, en: 12 }[language] },
      updateMask: "tripReportDays",
    });
    await save.click();
    await form.getByRole("alert").getByRole("button").first().click();
    await page.getByText(t("settings.daysBefore", { days: typed }), { exact: true }).waitFor();
    await page.getByText(/^(3|4) (мая|May) 2027|; (3|4) (мая|May) 2027/).waitFor();

    const office = await signIn("controller", language);
    await office.goto("/control/settings");
    await office.getByText(t("settings.daysBefore", { days: typed }), { exact: true }).waitFor();
    expect(await office.getByRole("button", { name: t("settings.edit") }).count()).toBe(0);
  });
});
