// A secretary's day with participants: found as one types, confirmed one by one and many at once, taken back, given out
// as a spreadsheet; an accreditor reads a passport's data with a purpose.
import { describe, expect, test } from "vitest";
import type { Language } from "../src/i18n/languages.ts";
import { ask, checkAxe, checkWidth, pressRussian, shot, signIn, startServer } from "./kit.ts";
import { wordsOf } from "./words_of.ts";

startServer();

const EVENT = "events/tibo-2023";
const LIST = `/${EVENT}/participants`;

interface Participants {
  participants: { name: string; person: string; state: string; displayName: string; etag: string }[];
}

const last = (name: string) => name.split("/").at(-1)!;

async function participants(page: Parameters<typeof ask>[0], filter: string): Promise<Participants["participants"]> {
  const answer = await ask<Participants>(page, "DelegationService/ListParticipants", { parent: EVENT, filter, pageSize: 1000 });
  return answer.participants ?? [];
}

describe.each(["ru", "en"] as const)("in %s", (language: Language) => {
  const t = wordsOf(language, "participants");
  const common = wordsOf(language, "common");

  test("somebody is found as one types, with the wrong layout too, and the address keeps it", async () => {
    const page = await signIn("manager", language);
    await page.goto(LIST);
    const grid = page.getByRole("grid", { name: t("title") });
    await grid.getByRole("row").nth(5).waitFor();
    await checkAxe(page);
    const search = page.getByRole("searchbox", { name: t("search") });
    await search.fill("черновичковская ж");
    // Two people of that name, of two delegations, below the head of the table.
    await expect.poll(() => grid.getByRole("row").count()).toBe(3);
    await search.fill("xthyjdbxrjdcrfz ;");
    await page.getByText(/черновичковская ж[^а-я]/).waitFor();
    await expect.poll(() => page.url()).toContain("q=");
    await page.reload();
    await expect.poll(() => grid.getByRole("row").count()).toBe(3);
    await grid.getByRole("row").nth(1).getByRole("link").click();
    await page
      .getByRole("heading", { level: 1 })
      .filter({ hasText: /Черновичковская|Chernovichkovskaya/ })
      .waitFor();
    await checkAxe(page);
    await shot(page, "participant");
  });

  test("many are confirmed with the keyboard, with what it does to quotas before, and taken back", async () => {
    const page = await signIn("manager", language);
    await page.goto(`${LIST}?state=NOMINATED`);
    const grid = page.getByRole("grid", { name: t("title") });
    await grid.getByRole("row").nth(5).waitFor();
    const before = await participants(page, "state = NOMINATED");
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page
      .getByRole("region", { name: t("selected", { count: 3 }) })
      .getByRole("button", { name: t("act.confirm", { count: 3 }) })
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(t("preview.noSeats")).waitFor();
    await checkAxe(page);
    await dialog.getByRole("button", { name: t("act.confirm", { count: 3 }) }).click();
    await page.getByText(t("done.confirm", { count: 3 })).waitFor();
    expect(await participants(page, "state = NOMINATED")).toHaveLength(before.length - 3);
    await page.getByRole("button", { name: common("undo"), exact: true }).click();
    await page.getByText(common("undone")).waitFor();
    expect(await participants(page, "state = NOMINATED")).toHaveLength(before.length);
  });

  test("the queue is worked with J, K, C and R on a Russian layout", async () => {
    const page = await signIn("manager", language);
    await page.goto(`${LIST}/confirmations?delegation=kursk`);
    const options = page.getByRole("listbox", { name: t("queue.list") }).getByRole("option");
    await options.first().waitFor();
    await checkAxe(page);
    await shot(page, "confirmations");
    const card = page.getByRole("heading", { level: 2 }).first();
    const first = await card.textContent();
    await pressRussian(page, "KeyJ");
    await expect.poll(() => card.textContent()).not.toBe(first);
    await pressRussian(page, "KeyK");
    await expect.poll(() => card.textContent()).toBe(first);
    await pressRussian(page, "KeyC");
    await page.getByText(t("done.confirm", { count: 1 })).waitFor();
    await expect.poll(() => card.textContent()).not.toBe(first);
    const second = await card.textContent();
    await pressRussian(page, "KeyR");
    await page.getByRole("textbox", { name: t("reason") }).fill("Reason of the test");
    await page.getByRole("button", { name: t("queue.no.decline") }).click();
    await page.getByText(t("done.decline", { count: 1 })).waitFor();
    await expect.poll(() => card.textContent()).not.toBe(second);
    const declined = await participants(page, 'state = DECLINED AND delegation = "events/tibo-2023/delegations/kursk"');
    expect(declined.map(({ displayName }) => displayName)).toHaveLength(language === "ru" ? 1 : 2);
  });

  test("what others change is shown when the reader wants it", async () => {
    const page = await signIn("manager", language);
    await page.goto(`${LIST}?state=NOMINATED`);
    const grid = page.getByRole("grid", { name: t("title") });
    await grid.getByRole("row").nth(5).waitFor();
    const other = await signIn("planner", language);
    const [someone] = await participants(other, "state = NOMINATED");
    await ask(other, "DelegationService/ConfirmParticipant", { name: someone!.name, requestId: `news-${language}` });
    const news = page.getByRole("button", { name: t("news", { count: 1 }) });
    await news.waitFor();
    await news.click();
    await expect.poll(() => news.count()).toBe(0);
  });

  test("the list goes out as a workbook", async () => {
    const page = await signIn("manager", language);
    await page.goto(`${LIST}?state=CONFIRMED&category=press`);
    await page
      .getByRole("grid", { name: t("title") })
      .getByRole("row")
      .nth(2)
      .waitFor();
    await page.getByRole("button", { name: t("export.menu") }).click();
    await page
      .getByRole("menuitem", { name: t("export.xlsx") })
      .first()
      .click();
    const link = page.getByRole("link", { name: t("export.download") });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  });

  test("protected data is read with a purpose and hidden again", async () => {
    const manager = await signIn("manager", language);
    const [someone] = await participants(manager, 'delegation = "events/tibo-2023/delegations/altai"');
    await ask(manager, "DirectoryService/UpdatePerson", {
      person: { name: someone!.person, birthDate: { year: 1975, month: 4, day: 12 } },
      updateMask: "birthDate",
      requestId: `born-${language}`,
    });
    const page = await signIn("accreditor", language);
    await page.goto(`${LIST}/${last(someone!.name)}`);
    await page.getByRole("checkbox", { name: t("protected.birth_date") }).check();
    await page.getByRole("textbox", { name: t("protected.purpose") }).fill("A test of this page");
    await page.getByRole("button", { name: t("protected.read") }).click();
    await page.getByText(/1975/).waitFor();
    await page.getByRole("button", { name: t("protected.hide") }).click();
    await expect.poll(() => page.getByText(/1975/).count()).toBe(0);
  });
});

test.each([
  ["ru", 360],
  ["zh", 360],
  ["be", 1024],
] as const)("nothing is cut off in %s at %i pixels", async (language, width) => {
  const page = await signIn("manager", language, { width });
  for (const path of [LIST, `${LIST}/confirmations`, `${LIST}/import`, `${LIST}/print?category=press`]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await checkWidth(page);
    await checkAxe(page);
  }
});

test.each(["ru", "en"] as const)("what somebody answers to an invitation is recorded and taken back, in %s", async (language) => {
  const t = wordsOf(language, "schedule");
  const common = wordsOf(language, "common");
  const page = await signIn("manager", language);
  const { sessions } = await ask<{ sessions: { attendees?: { who: string; delegation?: string }[] }[] }>(
    page,
    "ScheduleService/ListSessions",
    {
      parent: EVENT,
      pageSize: 1000,
    },
  );
  const invited = sessions
    .flatMap(({ attendees = [] }) => attendees)
    .find(({ who, delegation }) => who.startsWith("events/") && delegation)!;
  await page.goto(`/${invited.who}`);
  const card = page.getByRole("region", { name: t("invitation.title") });
  await card.getByRole("button").first().click();
  const dialog = page.getByRole("dialog", { name: t("invitation.record") });
  await dialog.getByText(t("answer.TENTATIVE"), { exact: true }).click();
  await dialog.getByRole("textbox", { name: t("invitation.note") }).fill("SAMPLE after eleven");
  await checkAxe(page);
  await dialog.getByRole("button", { name: t("invitation.record") }).click();
  await card.getByText(t("invitation.said", { note: "SAMPLE after eleven" })).waitFor();
  await card.getByText(t("answer.TENTATIVE"), { exact: true }).first().waitFor();
  await page.getByRole("button", { name: common("undo") }).click();
  await card.getByText(t("invitation.said", { note: "SAMPLE after eleven" })).waitFor({ state: "hidden" });

  await page.goto(`/${invited.delegation}`);
  await page
    .getByRole("region", { name: t("invitation.title") })
    .getByRole("link")
    .first()
    .waitFor();
  await checkAxe(page);
});
