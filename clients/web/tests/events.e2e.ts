// Whoever runs events: sees at a glance what waits, sets up categories, windows and quotas, creates an event and copies
// one, and takes it through its states.
import { describe, expect, test } from "vitest";
import type { Language } from "../src/i18n/languages.ts";
import { ask, checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";
import { wordsOf } from "./words_of.ts";

startServer();

describe.each(["ru", "en"] as const)("in %s", (language: Language) => {
  const t = wordsOf(language, "events");
  const common = wordsOf(language, "common");
  const participants = wordsOf(language, "participants");
  const tibo = { ru: "«ТИБО-2023»", en: "TIBO-2023 International ICT Forum" }[language as "ru" | "en"];

  test("the list leads to an event, and its numbers to those they count", async () => {
    const page = await signIn("manager", language);
    await page.goto("/events");
    await page.getByRole("searchbox", { name: t("list.search") }).fill(language === "ru" ? "тибо" : "tibo");
    const grid = page.getByRole("grid", { name: t("list.title") });
    await expect.poll(() => grid.getByRole("row").count()).toBe(2);
    await checkAxe(page);
    await grid.getByRole("link", { name: tibo }).click();
    await page.getByRole("heading", { level: 1, name: t("overview.title") }).waitFor();
    await page.getByRole("heading", { name: t("quotas.title") }).waitFor();
    await checkAxe(page);
    await shot(page, "overview");
    await page.getByRole("link", { name: t("numbers.waitlisted", { count: 12 }) }).click();
    await page.getByText(participants("found", { count: 12, of: 604 })).waitFor();
  });

  test("a category's limit cannot go below what is used, and says so before the save", async () => {
    const page = await signIn("manager", language);
    await page.goto("/events/tibo-2023");
    const press = { ru: "Пресса", en: "Press" }[language as "ru" | "en"];
    await page.getByRole("button", { name: t("categories.editOne", { category: press }) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: t("categories.limit") }).fill("3");
    await dialog.getByText(t("categories.tooFew", { count: 24 })).waitFor();
    expect(await dialog.getByRole("button", { name: t("categories.save") }).isDisabled()).toBe(true);
    await checkAxe(page);
  });

  test("a larger quota says who moves up before it is set", async () => {
    const page = await signIn("manager", language);
    await page.goto("/events/tibo-2023");
    const waiting = page
      .getByRole("table")
      .last()
      .getByRole("button")
      .filter({ hasText: t("seats.waiting", { count: 2 }).replace(/^2 /, "") })
      .first();
    await waiting.click();
    const field = page.getByRole("dialog").getByRole("textbox", { name: t("quotas.limit") });
    await field.fill(String(Number(await field.inputValue()) + 1));
    await page
      .getByRole("dialog")
      .getByText(t("quotas.promotes", { count: 1 }))
      .waitFor();
    await checkAxe(page);
  });

  test("an event is created, opened, and copied for the next year", async () => {
    const page = await signIn("manager", language);
    const name = `Sample event (${language})`;
    await page.goto("/events/new");
    await page
      .getByRole("textbox", { name: new RegExp(t("form.name")) })
      .first()
      .fill(name);
    await page.getByRole("textbox", { name: t("form.start") }).fill("2027-05-18 09:00");
    await page.getByRole("textbox", { name: t("form.end") }).fill("2027-05-19 18:00");
    await checkAxe(page);
    await page.getByRole("button", { name: t("form.create") }).click();
    await page.getByRole("heading", { level: 1, name: t("overview.title") }).waitFor();
    await page.getByRole("button", { name: t("verbs.act.publish") }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("verbs.act.publish") })
      .click();
    await page.getByRole("main").getByText(common("eventState.PUBLISHED")).first().waitFor();
    await page.getByRole("button", { name: t("verbs.more") }).click();
    await page.getByRole("menuitem", { name: t("copy.action") }).click();
    await page.getByRole("dialog").getByText(/2028/).first().waitFor();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("copy.create") })
      .click();
    await page.getByRole("main").getByText(common("eventState.DRAFT")).first().waitFor();
    const { events } = await ask<{ events: { copiedFrom?: string }[] }>(page, "EventService/ListEvents", { pageSize: 100 });
    expect(events.filter(({ copiedFrom }) => copiedFrom).length).toBeGreaterThan(0);
  });

  test("what is typed into a new event survives a closed page", async () => {
    const page = await signIn("manager", language);
    await page.goto("/events/new");
    const field = page.getByRole("textbox", { name: new RegExp(t("form.name")) }).first();
    await field.fill("Half an event");
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe("Half an event");
  });
});

test.each([
  ["be", 360],
  ["zh", 360],
  ["ru", 1024],
] as const)("nothing is cut off in %s at %i pixels", async (language, width) => {
  const page = await signIn("manager", language, { width, dark: true });
  for (const path of ["/events", "/events/tibo-2023", "/events/new"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await checkWidth(page);
    await checkAxe(page);
  }
});

describe.each(["ru", "en"] as const)("the questions of an event, in %s,", (language) => {
  const t = wordsOf(language, "events");
  const common = wordsOf(language, "common");
  const participants = wordsOf(language, "participants");
  const own = { ru: "Русский", en: "English" }[language];

  test("are added, answered, kept while answered, and brought back when removed", async () => {
    const page = await signIn("manager", language);
    const question = { ru: "Размер рубашки", en: "Size of the shirt" }[language];
    const [first, second] = { ru: ["M-37", "L-41"], en: ["M-38", "L-42"] }[language] as [string, string];
    await page.goto("/events/tibo-2023");
    await page.getByRole("button", { name: t("questions.add") }).click();
    const form = page.getByRole("dialog", { name: t("questions.add") });
    const add = form.getByRole("button", { name: t("questions.add"), exact: true });
    await form.getByLabel(`${t("questions.question")}: ${own}`).fill(question);
    await form.getByRole("combobox", { name: t("questions.kind") }).click();
    await page.getByRole("option", { name: t("questions.type.CHOICE") }).click();
    await form.getByLabel(`${t("questions.choice", { number: 1 })}: ${own}`).fill(first);
    expect(await add.isDisabled()).toBe(true);
    await form.getByLabel(`${t("questions.choice", { number: 2 })}: ${own}`).fill(second);
    await checkAxe(page);
    await add.click();
    await form.waitFor({ state: "hidden" });
    await page.getByText(`${first} · ${second}`).waitFor();
    await checkAxe(page);

    // Somebody answers.
    const { participants: found } = await ask<{ participants: { name: string }[] }>(page, "DelegationService/ListParticipants", {
      parent: "events/tibo-2023",
      filter: "state = CONFIRMED",
      pageSize: 1,
    });
    await page.goto(`/${found[0]!.name}`);
    await page.getByRole("button", { name: participants("one.edit") }).click();
    const edit = page.getByRole("dialog");
    await edit.getByRole("combobox", { name: question }).click();
    await page.getByRole("option", { name: second }).click();
    await checkAxe(page);
    await edit.getByRole("button", { name: participants("edit.action") }).click();
    await page.getByText(second, { exact: true }).first().waitFor();

    // So it stays; what nobody answered goes, and comes back.
    await page.goto("/events/tibo-2023");
    await page.getByRole("button", { name: t("questions.removeOne", { question }) }).click();
    await page.getByRole("alert").waitFor();
    await page.getByText(`${first} · ${second}`).waitFor();
    const other = { ru: "Что почитать", en: "What to read" }[language];
    await page.getByRole("button", { name: t("questions.add") }).click();
    await form.getByLabel(`${t("questions.question")}: ${own}`).fill(other);
    await add.click();
    await page.getByRole("button", { name: t("questions.removeOne", { question: other }) }).click();
    await page.getByText(t("questions.removed", { question: other })).waitFor();
    await page.getByRole("button", { name: common("undo") }).click();
    await page.getByRole("button", { name: t("questions.editOne", { question: other }) }).click();
    const change = page.getByRole("dialog", { name: t("questions.editOne", { question: other }) });
    await change.getByRole("checkbox", { name: t("questions.required") }).check();
    await change.getByRole("button", { name: t("questions.save") }).click();
    await page.getByRole("row").filter({ hasText: other }).getByText(t("questions.isRequired"), { exact: true }).waitFor();

    // Whoever is nominated has to answer it from now on, and is told so beside it.
    await page.goto(`/${found[0]!.name}`);
    await page.getByRole("button", { name: participants("one.edit") }).click();
    await edit.getByRole("combobox", { name: question }).click();
    await page.getByRole("option", { name: first }).click();
    await edit.getByText(participants("edit.answerNeeded")).first().waitFor();
    expect(await edit.getByRole("button", { name: participants("edit.action") }).isDisabled()).toBe(true);
    await page.goto("/events/tibo-2023");
    await page.getByRole("button", { name: t("questions.removeOne", { question: other }) }).click();
    await page.getByText(t("questions.removed", { question: other })).waitFor();
  });
});
