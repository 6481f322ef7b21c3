// A director's one chart, and what is behind a number of it.
import { describe, expect, test } from "vitest";
import { checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";
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
