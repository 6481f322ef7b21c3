// A director's one chart, and what is behind a number of it.
import { describe, expect, test } from "vitest";
import { checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";
import { unitText } from "../src/parts/units.ts";
import { wordsOf } from "./words_of.ts";

startServer();

describe.each(["ru", "en"] as const)("in %s", (language) => {
  const t = wordsOf(language, "figures");
  const china = { ru: "Китай", en: "China" }[language];

  test("export stands by country and year, and a number opens its source and revisions", async () => {
    const page = await signIn("viewer", language);
    await page.goto("/figures?indicator=ict-export");
    const cell = page.getByRole("button", { name: new RegExp(`^${china}, 2023: 24[.,]3`) });
    await cell.waitFor();
    await page
      .getByRole("img", { name: new RegExp(t("linesOf", { title: "" }).split(":")[0]!) })
      .locator("svg")
      .waitFor();
    await checkAxe(page);
    await shot(page, `figures-${language}`, { fullPage: true });
    await cell.click();
    await page.getByText(t("revision", { number: 2 })).waitFor();
    await page.getByText(t("revision", { number: 1 })).waitFor();
    await checkAxe(page);
  });

  test("what is read at a desk is read on a phone", async () => {
    const page = await signIn("viewer", language, { width: 360 });
    await page.goto("/figures?indicator=ict-export&span=CUMULATIVE-9");
    await page.getByRole("button", { name: new RegExp(`^${china}, 2023`) }).waitFor();
    await checkWidth(page);
    await page.goto("/figures/results");
    await page
      .getByRole("grid", { name: t("tab.results") })
      .getByRole("link")
      .first()
      .waitFor();
    await checkAxe(page);
    await checkWidth(page);
  });

  test("a figure is revised, and the number before stays", async () => {
    const page = await signIn("negotiator", language);
    await page.goto("/figures?indicator=ict-export");
    await page.getByRole("button", { name: new RegExp({ ru: "^Армения, 2022", en: "^Armenia, 2022" }[language]) }).click();
    await page.getByRole("button", { name: t("figure.revise") }).click();
    const value = { ru: "6,8", en: "6.9" }[language];
    const form = page.getByRole("dialog", { name: t("figure.revise") });
    await form.getByRole("textbox", { name: t("figure.value") }).fill(value);
    await form.getByRole("button", { name: t("figure.revise") }).click();
    await expect.poll(() => page.getByText(value, { exact: false }).count()).toBeGreaterThan(0);
    await page.getByText(t("revision", { number: 1 })).waitFor();
  });
});

describe.each(["ru", "en"] as const)("whoever may, in %s,", (language) => {
  const t = wordsOf(language, "figures");
  const common = wordsOf(language, "common");
  const own = { ru: "Русский", en: "English" }[language];

  test("creates an indicator, changes it, and takes its deletion back", async () => {
    const page = await signIn("negotiator", language);
    const name = { ru: "Примерный показатель", en: "Sample indicator" }[language];
    await page.goto("/figures");
    await page.getByRole("button", { name: t("indicators.more") }).click();
    await page.getByRole("menuitem", { name: t("indicators.create") }).click();
    const form = page.getByRole("dialog", { name: t("indicators.create") });
    await form.getByLabel(`${t("indicators.name")}: ${own}`).fill(name);
    await form.getByRole("textbox", { name: t("indicators.unit") }).fill("%");
    await form.getByRole("checkbox", { name: t("indicators.isRate") }).check();
    await checkAxe(page);
    await form.getByRole("button", { name: t("indicators.create") }).click();
    await page.getByText(`${name}, %`).waitFor();

    await page.getByRole("button", { name: t("indicators.more") }).click();
    await page.getByRole("menuitem", { name: t("indicators.edit") }).click();
    const edit = page.getByRole("dialog", { name: t("indicators.edit") });
    expect(await edit.getByRole("checkbox", { name: t("indicators.isRate") }).isChecked()).toBe(true);
    await edit.getByRole("textbox", { name: t("indicators.unit") }).fill("USD");
    await edit.getByRole("button", { name: t("indicators.save") }).click();
    await page.getByText(`${name}, ${unitText("USD", language)}`).waitFor();

    await page.getByRole("button", { name: t("indicators.more") }).click();
    await page.getByRole("menuitem", { name: t("indicators.delete") }).click();
    await page.getByText(t("indicators.deleted")).waitFor();
    await page.getByRole("button", { name: common("undo") }).click();
    await page.getByText(`${name}, ${unitText("USD", language)}`).waitFor();
  });

  test("records a result with what it came of and the figures that go with it", async () => {
    const page = await signIn("controller", language);
    const name = { ru: "Примерный договор", en: "Sample contract" }[language];
    await page.goto("/figures/results");
    await page.getByRole("button", { name: t("result.create") }).click();
    const form = page.getByRole("dialog", { name: t("result.create") });
    const save = form.getByRole("button", { name: t("result.create") });
    await form.getByLabel(`${t("result.name")}: ${own}`).fill(name);
    await form.getByRole("textbox", { name: t("result.date"), exact: true }).fill("2023-11-15");
    await form.getByRole("textbox", { name: t("result.amount") }).fill("1 250 000,50");
    await form.getByText(t("result.needsCurrency")).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await form.getByLabel(t("result.currency")).fill("usd");
    await page.getByRole("option", { name: "USD" }).click();
    await form.getByRole("combobox", { name: t("result.addOrigin") }).click();
    await page.getByRole("option").first().click();
    await form.getByRole("combobox", { name: t("result.addFigure") }).click();
    await page
      .getByRole("option", { name: /20\d\d/ })
      .first()
      .click();
    await checkAxe(page);
    await save.click();
    const panel = page.getByRole("dialog", { name });
    await panel.getByText(/1\D250\D000[.,]50 USD/).waitFor();
    await panel.getByRole("heading", { name: t("result.origins") }).waitFor();
    await panel.getByRole("link", { name: /20\d\d/ }).waitFor();
    await checkAxe(page);

    await panel.getByRole("button", { name: t("result.edit") }).click();
    const edit = page.getByRole("dialog", { name: t("result.edit") });
    await edit.getByRole("textbox", { name: t("fact.note") }).fill(name.repeat(2));
    await edit.getByRole("button", { name: t("result.save") }).click();
    await panel.getByText(name.repeat(2)).waitFor();
    await panel.getByRole("button", { name: t("result.delete") }).click();
    await page.getByText(t("result.deleted")).waitFor();
    await page.getByRole("button", { name: common("undo") }).click();
    await page.getByRole("link", { name }).waitFor();
  });

  test("nobody else is offered to write", async () => {
    const page = await signIn("viewer", language);
    await page.goto("/figures/results");
    await page.getByRole("link").filter({ hasText: /\S/ }).first().waitFor();
    await page.getByRole("heading", { level: 1, name: t("tab.results") }).waitFor();
    expect(await page.getByRole("button", { name: t("result.create") }).count()).toBe(0);
  });
});
