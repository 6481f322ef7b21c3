// A negotiator's evening before a round, and the morning after: what is open and what each side says,
// the protocol in two languages, what came of it, the brief for the minister.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ask, checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";
import { wordsOf } from "./words_of.ts";

startServer();

// Several pages, each looked through by axe.
const LONG_MS = 240_000;

// What a busy machine may need for what others see at once.
const SOON = { timeout: 20_000 };

const KURSK = "/negotiations/kursk";

async function choosePerson(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(typed);
  await page.getByRole("option").filter({ hasText: typed }).first().click();
}

// Writes a record of conversation in Russian and Belarusian, and opens it.
async function writeRecord(page: Page, t: ReturnType<typeof wordsOf>, title: string, languages: string[]): Promise<void> {
  await page.goto(`${KURSK}?view=protocols`);
  await page.getByRole("button", { name: t("protocol.create") }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: t("protocol.typeField") }).click();
  await page.getByRole("option", { name: t("protocol.type.RECORD_OF_CONVERSATION") }).click();
  await form
    .getByRole("textbox", { name: new RegExp(`^${t("protocol.titleField")}`) })
    .first()
    .fill(title);
  const chosen = form.getByRole("combobox", { name: t("protocol.languages") });
  await chosen.press("ArrowDown");
  for (const language of languages) await page.getByRole("option", { name: language }).click();
  await chosen.press("Tab");
  await form.getByLabel(t("protocol.date")).fill("2024-02-01");
  await form.getByRole("button", { name: t("protocol.create") }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

describe.each(["ru", "en"] as const)("in %s", (language) => {
  const t = wordsOf(language, "negotiations");
  const thread = wordsOf(language, "thread");
  const kursk = { ru: "Курская область", en: "Kursk Region" }[language];
  const secret = { ru: "доверенная третья сторона", en: "a trusted third party" }[language];

  test("the list leads to a dossier, and that to all that lies in it", { timeout: LONG_MS }, async () => {
    const page = await signIn("negotiator", language);
    await page.goto("/negotiations");
    await page.getByRole("link", { name: kursk, exact: true }).waitFor();
    await checkAxe(page);
    await page.getByRole("searchbox", { name: t("dossiers.find") }).fill(kursk);
    await expect.poll(() => page.getByRole("table").getByRole("row").count(), SOON).toBe(2);
    await page.getByRole("link", { name: kursk, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: kursk }).waitFor();
    await page.getByText("2017").first().waitFor();
    await checkAxe(page);
    await shot(page, `negotiations-dossier-${language}`);
    for (const view of ["topics", "protocols", "outcomes", "contacts"]) {
      await page.getByRole("tab", { name: t(`view.${view}`) }).click();
      await page.waitForURL(new RegExp(`view=${view}`));
      await page.getByRole("tabpanel").getByText("2023").first().waitFor();
      await checkAxe(page);
    }
  });

  test("a position is recorded, changed, and keeps its past", async () => {
    const page = await signIn("negotiator", language);
    await page.goto(`${KURSK}?view=topics&topic=smart-city`);
    const topic = page.getByRole("article").filter({ hasText: { ru: "умного города", en: "Smart-city" }[language] });
    await topic
      .getByRole("group", { name: t("position.theirs") })
      .getByRole("button", { name: t("position.create") })
      .click();
    const form = page.getByRole("dialog");
    await form.getByRole("textbox").first().fill("They ask for a trial of two years.");
    await checkAxe(page);
    await form.getByRole("button", { name: t("position.create") }).click();
    await topic.getByText("two years").waitFor();
    await topic
      .getByRole("group", { name: t("position.theirs") })
      .getByRole("button", { name: t("position.more") })
      .last()
      .click();
    await page.getByRole("menuitem", { name: t("position.edit") }).click();
    await page.getByRole("dialog").getByRole("textbox").first().fill("They ask for a trial of one year.");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("position.save") })
      .click();
    await topic.getByText("one year").waitFor();
    await topic
      .getByRole("button", { name: t("position.revision", { number: 2 }) })
      .last()
      .click();
    await page.getByRole("dialog").getByText("two years").waitFor();
    await checkAxe(page);
  });

  test("who is not cleared sees nothing of what is secret", async () => {
    const cleared = await signIn("negotiator", language);
    await cleared.goto(`${KURSK}?view=topics`);
    await cleared.getByText(secret).waitFor();
    const reader = await signIn("viewer", language);
    await reader.goto(`${KURSK}?view=topics`);
    await reader
      .getByRole("group", { name: t("position.theirs") })
      .first()
      .getByText(/./)
      .first()
      .waitFor();
    expect(await reader.getByText(secret).count()).toBe(0);
    expect(await reader.getByText(t("classification.SECRET"), { exact: true }).count()).toBe(0);
  });

  test("a record is written in two languages, brought in step, approved, and stands", { timeout: LONG_MS }, async () => {
    const page = await signIn("negotiator", language);
    const title = `Call of ${language}`;
    await writeRecord(page, t, title, language === "ru" ? ["Беларуская"] : ["Русский"]);
    const [first, other] = language === "ru" ? (["Русский", "Беларуская"] as const) : (["English", "Русский"] as const);
    await page
      .getByRole("button", { name: t("item.create") })
      .first()
      .click();
    const form = page.getByRole("dialog");
    await form.getByRole("radio", { name: t("item.kind.INFORMATION") }).waitFor({ state: "attached" });
    await form.getByRole("textbox", { name: `${t("item.text")}: ${first}` }).fill("First text");
    await form.getByRole("textbox", { name: `${t("item.text")}: ${other}` }).fill("Other text");
    await form.getByRole("button", { name: t("item.create") }).click();
    const cell = (name: string) => page.getByRole("textbox", { name: t("item.textIn", { number: 1, language: name }) });
    await cell(first).fill("First text, written anew");
    await page.keyboard.press("Control+KeyS");
    await page.getByText(t("item.outOfStep")).waitFor();
    await checkAxe(page);
    await shot(page, `negotiations-protocol-${language}`);

    await page.getByRole("button", { name: t("protocol.verb.approve") }).click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: t("item.confirmFor", { number: 1, language: other }) }).click();
    await page.getByText(t("item.outOfStep")).waitFor({ state: "detached" });
    await page.getByRole("button", { name: t("protocol.verb.approve") }).click();
    await choosePerson(page, t("protocol.approver"), { ru: "Нібытенка", en: "Nibytienka" }[language]);
    await page.getByRole("dialog").getByLabel(t("protocol.day.approve")).fill("2024-02-02");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("protocol.verb.approve") })
      .click();
    await page.getByText(t("protocol.immutable")).waitFor();
    await expect.poll(() => page.getByRole("textbox", { name: t("item.textIn", { number: 1, language: first }) }).count(), SOON).toBe(0);
    await page.getByRole("link", { name: t("protocol.print") }).click();
    await page.getByText("First text, written anew").waitFor();
    await checkAxe(page);
  });

  test("what came of a round reads as a table and is walked as a graph", async () => {
    const page = await signIn("negotiator", language);
    await page.goto(`${KURSK}/rounds/august-2023`);
    await page.getByRole("link", { name: t("thread.follow") }).click();
    await page.getByText(thread("gap.COMMITMENT_OVERDUE"), { exact: true }).first().waitFor();
    await checkAxe(page);
    await shot(page, `negotiations-thread-${language}`);
    const graph = page.getByRole("group", { name: thread("graph.title") });
    await graph.locator("[aria-current=true]").focus();
    await page.keyboard.press("ArrowRight");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? ""), SOON)
      .toContain(thread("type.TOPIC"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/topics/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page
      .getByRole("link", { name: thread("mend.COMMITMENT_OVERDUE") })
      .or(page.getByText(thread("type.COMMITMENT")))
      .first()
      .waitFor();
  });

  test("the brief and the report of the year become documents", async () => {
    const page = await signIn("negotiator", language);
    await page.goto(`${KURSK}/rounds/august-2023`);
    await page.getByRole("button", { name: t("brief.make") }).click();
    await checkAxe(page);
    const brief = page.waitForEvent("download");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("document.make") })
      .click();
    expect((await brief).suggestedFilename()).toMatch(/\.docx$/);
    await page.goto("/negotiations/report?year=2023");
    const number = page.getByRole("button", { name: t("report.whence", { number: 9 }) }).first();
    await number.waitFor();
    await checkAxe(page);
    await number.click();
    await page
      .getByText(/ListActionItems/)
      .first()
      .waitFor();
  });

  const places = [
    { path: "/negotiations", awaited: kursk },
    { path: KURSK, awaited: "2017" },
    { path: `${KURSK}?view=topics`, awaited: secret },
    { path: `${KURSK}/rounds/august-2023`, awaited: "2023" },
    { path: `${KURSK}/protocols/august-2023`, awaited: "2023" },
    { path: "/negotiations/counterparts/kursk", awaited: "2023" },
    { path: "/negotiations/thread?from=negotiations/kursk/rounds/august-2023", awaited: "2023" },
    { path: "/negotiations/report?year=2023", awaited: "2023" },
  ];
  test.each(
    places.flatMap((place) => [
      { ...place, width: 360 },
      { ...place, width: 1024 },
    ]),
  )("$path stands at $width px", async ({ path, awaited, width }) => {
    const page = await signIn("negotiator", language, { width });
    await page.goto(path);
    await page.getByText(awaited).locator("visible=true").first().waitFor();
    await checkWidth(page);
    await checkAxe(page);
  });
});

test("what two people write into one item at once is joined, and where it differs somebody chooses", async () => {
  const t = wordsOf("ru", "negotiations");
  const mine = await signIn("negotiator", "ru");
  await writeRecord(mine, t, "Запись двоих", ["Беларуская"]);
  await mine
    .getByRole("button", { name: t("item.create") })
    .first()
    .click();
  const form = mine.getByRole("dialog");
  await form.getByRole("textbox", { name: `${t("item.text")}: Русский` }).fill("Один");
  await form.getByRole("textbox", { name: `${t("item.text")}: Беларуская` }).fill("Адзін");
  await form.getByRole("button", { name: t("item.create") }).click();
  const cellOf = (page: Page, name: string) => page.getByRole("textbox", { name: t("item.textIn", { number: 1, language: name }) });
  await cellOf(mine, "Русский").fill("Два");

  const theirs = await signIn("negotiator", "ru");
  await theirs.goto(mine.url());
  await cellOf(theirs, "Русский").fill("Три");
  await cellOf(theirs, "Беларуская").fill("Тры");
  await theirs.getByRole("button", { name: t("item.saveTexts", { number: 1 }) }).click();
  await theirs.getByRole("button", { name: t("item.saveTexts", { number: 1 }) }).waitFor({ state: "detached" });

  await mine.getByText(t("item.writtenMeanwhile")).waitFor();
  expect(await cellOf(mine, "Русский").inputValue()).toBe("Два");
  expect(await cellOf(mine, "Беларуская").inputValue()).toBe("Тры");
  await mine.getByRole("button", { name: t("item.keepMine") }).click();
  await mine.getByRole("button", { name: t("item.saveTexts", { number: 1 }) }).click();
  await expect.poll(() => cellOf(theirs, "Русский").inputValue(), SOON).toBe("Два");
});

describe.each(["ru", "en"] as const)("a standing body, in %s,", (language) => {
  const t = wordsOf(language, "negotiations");
  const common = wordsOf(language, "common");
  const own = { ru: "Русский", en: "English" }[language];

  test("is set up with its sides, changed, and its deletion taken back", async () => {
    const page = await signIn("negotiator", language);
    const name = { ru: "Примерная комиссия", en: "Sample commission" }[language];
    await page.goto("/negotiations");
    await page.getByRole("link", { name: t("tab.bodies") }).click();
    await page.getByRole("table", { name: t("tab.bodies") }).waitFor();
    await checkAxe(page);
    await page.getByRole("button", { name: t("body.create") }).click();
    const form = page.getByRole("dialog", { name: t("body.create") });
    const save = form.getByRole("button", { name: t("body.create") });
    const side = async (number: number, sought: string) => {
      await form.getByRole("combobox", { name: t("body.side", { number }) }).fill(sought);
      await page
        .getByRole("option", { name: new RegExp(sought) })
        .first()
        .click();
    };
    await form.getByLabel(`${t("body.name")}: ${own}`).fill(name);
    await form.getByRole("combobox", { name: t("body.kindField") }).click();
    await page.getByRole("option", { name: t("body.kind.COMMISSION"), exact: true }).click();
    const kursk = { ru: "Курск", en: "Kursk" }[language];
    await side(1, kursk);
    await side(2, kursk);
    await form.getByText(t("body.sideTwice")).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await side(2, { ru: "Министерство связи", en: "Ministry of Commu" }[language]);
    await checkAxe(page);
    await save.click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByText(t("body.kind.COMMISSION"), { exact: true }).waitFor();
    await checkAxe(page);

    await page.getByRole("button", { name: t("body.edit") }).click();
    const edit = page.getByRole("dialog", { name: t("body.edit") });
    await edit.getByRole("textbox", { name: common("paper.number") }).fill("SAMPLE-15");
    await edit.getByRole("button", { name: t("body.save") }).click();
    await page.getByText("SAMPLE-15").waitFor();
    await page.getByRole("button", { name: t("body.more") }).click();
    await page.getByRole("menuitem", { name: t("body.delete") }).click();
    await page.getByText(t("body.deleted")).waitFor();
    await page.getByRole("button", { name: common("undo") }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
  });

  test("is read on a phone, with who leads it and what is held in it", async () => {
    const page = await signIn("viewer", language, { width: 360 });
    await page.goto("/negotiations/bodies/kursk-working-group");
    await page.getByRole("table", { name: t("body.dossiers") }).waitFor();
    expect(await page.getByRole("button", { name: t("body.edit") }).count()).toBe(0);
    await checkAxe(page);
    await checkWidth(page);
  });
});

test("the list of dossiers shows by itself what others change in them", async () => {
  const reader = await signIn("viewer", "en");
  await reader.goto("/negotiations");
  await reader.getByRole("table").getByRole("link").first().waitFor();
  const negotiator = await signIn("negotiator", "en");
  for (const name of ["Sample name of a dossier", "Another sample name"]) {
    await ask(negotiator, "NegotiationService/UpdateNegotiation", {
      negotiation: { name: "negotiations/kursk", displayNames: [{ language: "en", text: name }] },
      updateMask: "displayNames",
    });
    await reader.getByRole("link", { name }).waitFor();
  }
});
