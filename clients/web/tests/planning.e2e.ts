// A planner the week before a forum: requests are asked for and answered, planned together, what has no
// place is explained, the plan is corrected by keyboard, looked at beside the version before, released.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ask, checkAxe, checkWidth, pressRussian, shot, signIn, startServer, type Role } from "./kit.ts";
import type { Language } from "../src/i18n/languages.ts";
import { wordsOf } from "./words_of.ts";

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

const SAMPLE = {
  ru: {
    from: "Алтайский край",
    to: "Челябинская область",
    impossible: /Челябинская область → Лиюнь/,
    visit: /Посещение завода/,
    april: /апр/,
    affected: /Касается \d+ человек/,
    warning: /Отозвать сообщени/,
  },
  en: {
    from: "Altai Territory",
    to: "Chelyabinsk Region",
    impossible: /Chelyabinsk Region → Liyun/,
    visit: /Visit to a plant/,
    april: /Apr/,
    affected: /\d+ people are affected/,
    warning: /cannot be taken back/,
  },
} as const;

// The beginning of a word, up to what is filled in.
const beginning = (word: string) => new RegExp(`^${word.split("{{")[0]!.trim()} `);

describe.each(["ru", "en"] as const)("a planner, in %s", (language) => {
  startServer();
  const t = wordsOf(language, "planning");
  const sample = SAMPLE[language];

  test(
    "asks for a meeting, which is kept while it is typed, and answers for both sides",
    async () => {
      const page = await come("planner", language, 1024);
      await page.goto(`${PLAN}/requests`);
      await page.getByRole("heading", { level: 1, name: t("requests.title") }).waitFor();
      await page.getByText(t("requests.lead", { count: 47 })).waitFor();
      await checkAxe(page);
      await checkWidth(page);
      await page.getByRole("button", { name: t("act.ask") }).click();
      await choose(page, t("ask.from"), sample.from);
      await choose(page, t("ask.to"), sample.to);
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
      const page = await come("planner", language);
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
      await shot(page, `plan-${language}`);
      await checkAxe(page);

      // What was found out is still there after a reload.
      await page.reload();
      await page.getByText(t("worth.proved")).waitFor();

      await page.getByRole("button", { name: sample.impossible }).click();
      await page.getByText(t("why.standing.IMPOSSIBLE")).first().waitFor();
      await page.getByRole("link", { name: sample.visit }).waitFor();
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
      await dialog.getByRole("button").filter({ hasText: sample.april }).first().click();
      await page.getByText(beginning(t("move.done", { when: "{{" }))).waitFor();
      await page.getByText(t("sentence.changedSince"), { exact: false }).waitFor();
    },
    LONG_MS,
  );

  test(
    "keeps a table free, and opens it again",
    async () => {
      const page = await come("planner", language);
      await page.goto(`${PLAN}?day=2023-04-20`);
      const free = page.getByRole("gridcell", { name: t("board.free"), exact: true }).last();
      await free.click();
      await pressRussian(page, "KeyX");
      await page.getByLabel(t("forbid.reason")).fill("Уборка");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: beginning(t("forbid.do", { when: "{{" })) })
        .click();
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
      const page = await come("planner", language, 1024);
      await page.goto(`${PLAN}/compare`);
      await page.getByText(sample.affected).waitFor();
      await checkAxe(page);
      await checkWidth(page);
      await shot(page, `plan-compare-${language}`);
      await page.getByRole("button", { name: t("compare.release", { label: "2" }) }).click();
      await page.getByRole("dialog").getByText(sample.warning).waitFor();
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

  const changes = wordsOf(language, "changes");

  test(
    "changes the rules, which say what is wrong before they are saved",
    async () => {
      const page = await come("planner", language);
      await page.goto(`${PLAN}/settings`);
      const save = page.getByRole("button", { name: t("save"), exact: true });
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
      const page = await come("planner", language, 360);
      await page.goto(PLAN);
      await page.getByText(t("sentence.placed", { placed: 43, count: 44 })).waitFor();
      await checkAxe(page);
      await checkWidth(page);
      await shot(page, `plan-phone-${language}`);
    },
    LONG_MS,
  );

  test(
    "others' changes wait until they are asked for",
    async () => {
      const page = await come("planner", language);
      const other = await come("manager", language);
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
      await expect.poll(() => page.getByText(changes("verb.UpdateEvent")).count()).toBe(0);
      await shot(page, `changes-${language}`);
    },
    LONG_MS,
  );
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(option);
  await page.getByRole("option", { name: option }).first().click();
}
