// A planner the week before a forum: requests are asked for and answered, planned together, what has no
// place is explained, the plan is corrected by keyboard, looked at beside the version before, released.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ask, checkAxe, checkWidth, pressRussian, shot, signIn, startServer, type Role } from "./kit.ts";
import type { Language } from "../src/i18n/languages.ts";
import { wordsOf } from "./words_of.ts";

startServer();

// Whole paths: longer than one look at a page.
const LONG_MS = 240_000;
// Planning, and saying why, take their time where the server is checked as it runs.
const PATIENCE_MS = 60_000;

async function come(role: Role, language: Language, width = 1440): Promise<Page> {
  const page = await signIn(role, language, { width });
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

const PLAN = "/events/tibo-2023/plan";

describe("a planner in Russian", () => {
  const t = wordsOf("ru", "planning");

  test(
    "asks for a meeting, which is kept while it is typed, and answers for both sides",
    async () => {
      const page = await come("planner", "ru", 1024);
      await page.goto(`${PLAN}/requests`);
      await page.getByRole("heading", { level: 1, name: t("requests.title") }).waitFor();
      await page.getByText(t("requests.lead", { count: 47 })).waitFor();
      await checkAxe(page);
      await checkWidth(page);
      await page.getByRole("button", { name: t("act.ask") }).click();
      await choose(page, t("ask.from"), "Алтайский край");
      await choose(page, t("ask.to"), "Челябинская область");
      await page.getByLabel(t("ask.note")).fill("Обмен опытом");
      await checkAxe(page);

      await page.reload();
      await page.getByText(t("ask.kept")).waitFor();
      await expect.poll(() => page.getByLabel(t("ask.note")).inputValue(), { timeout: PATIENCE_MS }).toBe("Обмен опытом");
      await page
        .getByRole("button", { name: t("ask.do"), exact: true })
        .last()
        .click();
      await page.getByText(t("requests.lead", { count: 48 })).waitFor();

      await page.getByRole("searchbox", { name: t("requests.find") }).fill("Обмен");
      await page.getByText("Обмен опытом").first().dblclick();
      await page.getByRole("button", { name: t("requests.counter") }).click();
      await page.getByRole("button", { name: t("ask.addTime") }).click();
      await page.getByRole("button", { name: t("requests.doCounter") }).click();
      await page.getByText(t("requests.countered")).first().waitFor();
      await page.getByRole("button", { name: t("requests.decline") }).click();
      await page.getByLabel(t("requests.message")).fill("В следующем году");
      await page.getByRole("button", { name: t("requests.doDecline") }).click();
      await page.getByText(t("state.DECLINED"), { exact: true }).first().waitFor();
    },
    LONG_MS,
  );

  test(
    "plans, learns why one meeting is impossible, and corrects the plan by keyboard",
    async () => {
      const page = await come("planner", "ru");
      await page.goto(PLAN);
      await page.getByText(t("sentence.nonePlaced", { count: 44 })).waitFor();
      await checkAxe(page);
      await page.getByRole("button", { name: t("act.plan", { count: 44 }) }).click();
      await checkAxe(page);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("act.plan", { count: 44 }) })
        .click();
      await page.getByText(t("sentence.placed", { placed: 43, count: 44 })).waitFor();
      await page.getByText(t("worth.proved")).waitFor();
      await shot(page, "plan-ru");
      await checkAxe(page);

      // What was found out is still there after a reload.
      await page.reload();
      await page.getByText(t("worth.proved")).waitFor();

      await page.getByRole("button", { name: /Челябинская область → Лиюнь/ }).click();
      await page.getByText(t("why.standing.IMPOSSIBLE")).first().waitFor();
      await page.getByRole("link", { name: /Посещение завода/ }).waitFor();
      await page.getByRole("button", { name: t("act.remedies") }).click();
      await page.getByText(t("help.cheapest")).first().waitFor();
      await checkAxe(page);

      // The first cell of the board, then its keys, on a Russian keyboard.
      await page.getByRole("gridcell").first().click();
      await pressRussian(page, "KeyP");
      await page.getByText(t("meeting.pinned")).waitFor();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await pressRussian(page, "KeyE");
      await page.getByText(t("why.standing.PLACED")).waitFor();
      await pressRussian(page, "KeyM");
      const dialog = page.getByRole("dialog", { name: t("move.title") });
      await dialog.getByText(t("move.own")).waitFor();
      await checkAxe(page);
      await dialog.getByRole("button").filter({ hasText: /апр/ }).first().click();
      await page.getByText(/^Перенесено на/).waitFor();
      await page.getByText(t("sentence.changedSince"), { exact: false }).waitFor();
    },
    LONG_MS,
  );

  test(
    "keeps a table free, and opens it again",
    async () => {
      const page = await come("planner", "ru");
      await page.goto(`${PLAN}?day=2023-04-20`);
      const free = page.getByRole("gridcell", { name: t("board.free"), exact: true }).last();
      await free.click();
      await pressRussian(page, "KeyX");
      await page.getByLabel(t("forbid.reason")).fill("Уборка");
      await page.getByRole("button", { name: /^Закрыть \d/ }).click();
      const closed = page.getByRole("gridcell", { name: "Уборка" });
      await closed.click();
      await page.getByRole("button", { name: t("forbid.open") }).click();
      await closed.waitFor({ state: "detached" });
    },
    LONG_MS,
  );

  test(
    "sees who is affected before the release, and releases",
    async () => {
      const page = await come("planner", "ru", 1024);
      await page.goto(`${PLAN}/compare`);
      await page.getByText(/Касается \d+ человек/).waitFor();
      await checkAxe(page);
      await checkWidth(page);
      await shot(page, "plan-compare-ru");
      await page.getByRole("button", { name: t("compare.release", { label: "2" }) }).click();
      await page
        .getByRole("dialog")
        .getByText(/Отозвать сообщени/)
        .waitFor();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("compare.release", { label: "2" }) })
        .click();
      await page.getByText(t("compare.released", { label: "2" })).waitFor();
      const { plans } = await ask<{ plans: { label: string }[] }>(page, "ScheduleService/ListPlans", { parent: "events/tibo-2023" });
      expect(plans[0]!.label).toBe("2");
    },
    LONG_MS,
  );
});

describe("a planner in English", () => {
  const t = wordsOf("en", "planning");
  const changes = wordsOf("en", "changes");

  test(
    "changes the rules, which say what is wrong before they are saved",
    async () => {
      const page = await come("planner", "en");
      await page.goto(`${PLAN}/settings`);
      const save = page.getByRole("button", { name: t("save") });
      await save.waitFor();
      await checkAxe(page);
      expect(await save.isDisabled()).toBe(true);
      await page.getByLabel(t("ask.between")).first().fill("14:00");
      expect(await save.isDisabled()).toBe(true);
      await page.getByLabel(t("ask.between")).first().fill("9:00");
      await save.click();
      await page.getByText(t("settings.saved")).waitFor();
      await page.reload();
      await expect.poll(() => page.getByLabel(t("ask.between")).first().inputValue(), { timeout: PATIENCE_MS }).toBe("09:00");
    },
    LONG_MS,
  );

  test(
    "reads the plan on a phone",
    async () => {
      const page = await come("planner", "en", 360);
      await page.goto(PLAN);
      await page.getByText(t("sentence.placed", { placed: 43, count: 44 })).waitFor();
      await checkAxe(page);
      await checkWidth(page);
      await shot(page, "plan-phone-en");
    },
    LONG_MS,
  );

  test(
    "others' changes wait until they are asked for",
    async () => {
      const page = await come("planner", "en");
      const other = await come("manager", "en");
      await page.goto("/events/tibo-2023/changes");
      await page.getByText(changes("verb.ReleasePlan")).first().waitFor();
      await checkAxe(page);
      await ask(other, "EventService/UpdateEvent", {
        event: { name: "events/tibo-2023", website: "https://forum.example" },
        updateMask: "website",
      });
      await page.getByRole("button", { name: changes("fresh", { count: 1 }) }).click();
      await page.getByText(changes("verb.UpdateEvent")).first().waitFor();
      await page
        .getByRole("radiogroup", { name: changes("filter.subject") })
        .getByText(changes("subject.meetings"))
        .click();
      await page.getByText(changes("verb.PlanEvent")).first().waitFor();
      expect(await page.getByText(changes("verb.UpdateEvent")).count()).toBe(0);
      await shot(page, "changes-en");
    },
    LONG_MS,
  );
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(option);
  await page.getByRole("option", { name: option }).first().click();
}
