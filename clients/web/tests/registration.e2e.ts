// A focal point's own path: from nothing but a registration link, with a spreadsheet from a colleague.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ask, checkAxe, checkWidth, pressRussian, restartServer, shot, signIn, startServer, typeRussian } from "./kit.ts";

startServer();

const FAMILY = [
  "Примеров",
  "Образцов",
  "Условнов",
  "Выдумкин",
  "Черновиков",
  "Макетов",
  "Пробнов",
  "Небылицын",
  "Вымыслов",
  "Понарошков",
  "Шаблонов",
  "Эскизов",
];
const GIVEN = ["Пётр", "Иван", "Сергей", "Андрей", "Олег", "Павел", "Николай", "Виктор", "Юрий", "Глеб", "Фёдор", "Артём"];

// Twelve people as a colleague sends them: a title above, a № column, whole names, title and
// organization together, one Latin letter, one bad address, one impossible day.
const LIST = [
  ["Список делегации", "", "", "", "", ""],
  ["№ п/п", "Фамилия, имя, отчество", "Дата рождения", "Должность, организация", "Тел.", "E-mail"],
  ...FAMILY.map((family, at) => [
    `${at + 1}`,
    `${at === 4 ? family.replace("Ч", "Ч").replace("е", "e") : family} ${GIVEN[at]} Петрович`,
    at === 7 ? "31.02.1980" : "12.04.1975",
    at === 0 ? "министр, Министерство примеров" : "главный специалист, Министерство примеров",
    "+7 (4712) 00-00-01",
    at === 2 ? `person${at}@kursk,example` : `person${at}@kursk.example`,
  ]),
];
const TABBED = LIST.map((row) => row.join("\t")).join("\n");

const WORDS = {
  ru: {
    open: /^Регистрация:/,
    paste: "Вставить список",
    take: /^Взять в таблицу 12 человек/,
    mend: /^Исправить \d+ очевидн/,
    register: /^Зарегистрировать 12 человек/,
    birth: "Дата рождения",
    done: "Зарегистрировано 12 человек",
    waits: /2 человека в листе ожидания/,
    handIn: "Передать делегацию на утверждение",
    handedIn: "Делегация передана на утверждение",
    head: "Глава делегации",
    draft: /Восстановлен черновик/,
    somebody: "Другой человек",
    add: "Добавить человека",
    family: "Фамилия",
    given: "Имя",
    finish: "Готово",
    one: /^Зарегистрировать 1 человека/,
  },
  zh: {
    open: /^登记：/,
    paste: "粘贴名单",
    take: /^将 12 人写入表格/,
    mend: /^更正 \d+ 处/,
    register: "登记 12 人",
    birth: "出生日期",
    done: "已登记 12 人",
    waits: /2 人列入候补名单/,
    handIn: "提交代表团",
    handedIn: "代表团已提交审批",
    head: "代表团团长",
    draft: /已恢复/,
    somebody: "另一人",
    add: "添加人员",
    family: "姓",
    given: "名",
    finish: "完成",
    one: "登记 1 人",
  },
} as const;
type Tongue = keyof typeof WORDS;

// A delegation that nobody is in yet, with ten seats, and the secret of a link to it.
async function invite(id: string): Promise<string> {
  const manager = await signIn("manager", "en");
  const organizationId = `sample-${id}`;
  await ask(manager, "DirectoryService/CreateOrganization", {
    organizationId,
    organization: {
      type: "AUTHORITY",
      displayNames: [
        { language: "ru", text: `Министерство примеров ${id}` },
        { language: "en", text: `Ministry of Examples ${id}` },
      ],
    },
  });
  await ask(manager, "DelegationService/CreateDelegation", {
    parent: "events/tibo-2023",
    delegationId: id,
    delegation: { organization: `organizations/${organizationId}` },
  });
  const delegation = `events/tibo-2023/delegations/${id}`;
  await ask(manager, "DelegationService/SetQuota", { delegation, category: "events/tibo-2023/categories/delegate", limit: 10 });
  const { secret } = await ask<{ secret: string }>(manager, "AccessService/CreateRegistrationLink", {
    registrationLink: { delegation, displayName: "Sample" },
  });
  return secret;
}

async function open(page: Page, secret: string, words: (typeof WORDS)[Tongue]): Promise<void> {
  await page.goto(`/register#${secret}`);
  await page.getByRole("heading", { level: 1, name: words.open }).waitFor();
  expect(page.url()).not.toContain(secret);
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((tabbed) => {
    const data = new DataTransfer();
    data.setData("text/plain", tabbed);
    document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

// What has to be decided: people who look like others are somebody else.
async function settleAlike(page: Page, register: string | RegExp, words: (typeof WORDS)[Tongue]): Promise<void> {
  const answer = page.getByRole("status").filter({ hasText: words.done });
  const other = page.getByRole("button", { name: words.somebody });
  for (;;) {
    await page.getByRole("button", { name: register }).click();
    await answer.or(other).first().waitFor();
    if (!(await other.isVisible())) return answer.waitFor();
    await other.click();
    await other.waitFor({ state: "hidden" });
  }
}

describe.each(["ru", "zh"] as const)("in %s", (language) => {
  const words = WORDS[language];

  test("twelve people are registered from a spreadsheet, with nothing but a link", async () => {
    const page = await signIn("nobody", language);
    await open(page, await invite(`desk-${language}`), words);
    await checkAxe(page);
    await page.getByRole("combobox").or(page.getByRole("textbox")).first().waitFor();
    await page.getByRole("grid").getByRole("textbox").click();
    await paste(page, TABBED);
    await page.getByRole("dialog").waitFor();
    await checkAxe(page);
    await page.keyboard.press("Enter");
    // The Latin letter and the comma in the address are mended by one click, the day by hand.
    await page.getByRole("button", { name: words.mend }).click();
    const day = page.getByRole("gridcell", { name: "31.02.1980" });
    await day.click();
    await page.keyboard.type("28.02.1980");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: words.head }).click();
    await page.getByRole("option").first().click();
    await checkAxe(page);
    await shot(page, `registration-${language}-1440`);
    await settleAlike(page, words.register, words);
    await page.getByText(words.waits).waitFor();
    await checkAxe(page);
    await shot(page, `registration-answer-${language}-1440`);
    await page.getByRole("button", { name: words.handIn }).first().click();
    await page.getByText(words.handedIn).first().waitFor();
  });

  test("the same on a phone", async () => {
    const page = await signIn("nobody", language, { width: 360 });
    await open(page, await invite(`phone-${language}`), words);
    await checkWidth(page);
    await checkAxe(page);
    await page.getByRole("button", { name: words.paste }).click();
    await page.getByRole("dialog").getByRole("textbox").click();
    await paste(page, TABBED);
    await page.getByRole("button", { name: words.take }).click();
    await page.getByRole("button", { name: words.mend }).click();
    await page
      .getByRole("button", { name: /Небылицын/ })
      .first()
      .click();
    await page.getByRole("dialog").getByRole("textbox", { name: words.birth }).fill("28.02.1980");
    await checkAxe(page);
    await page.getByRole("button", { name: words.finish }).click();
    await shot(page, `registration-${language}-360`);
    await settleAlike(page, words.register, words);
    await page.getByText(words.waits).waitFor();
    await checkWidth(page);
  });
});

test("with the keyboard alone, on a Russian layout", async () => {
  const page = await signIn("nobody", "ru");
  await open(page, await invite("keys"), WORDS.ru);
  const grid = page.getByRole("grid");
  const field = grid.getByRole("textbox").or(grid.getByRole("combobox"));
  await field.waitFor();
  // From the top of the page to the table by Tab alone.
  for (let i = 0; i < 60 && !(await field.evaluate((input) => input === document.activeElement)); ++i) await page.keyboard.press("Tab");
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await typeRussian(page, "Примеров");
  await page.keyboard.press("Tab");
  await typeRussian(page, "Пётр");
  await page.keyboard.press("Enter");
  expect(await grid.getByRole("gridcell", { name: "Пётр" }).count()).toBe(1);
  // Fill down, undo and redo by the places of D, Z and Y.
  await pressRussian(page, "KeyD", { ctrl: true });
  await expect.poll(() => grid.getByRole("gridcell", { name: "Пётр" }).count()).toBe(2);
  await pressRussian(page, "KeyZ", { ctrl: true });
  await expect.poll(() => grid.getByRole("gridcell", { name: "Пётр" }).count()).toBe(1);
  await pressRussian(page, "KeyY", { ctrl: true });
  await expect.poll(() => grid.getByRole("gridcell", { name: "Пётр" }).count()).toBe(2);
  await pressRussian(page, "KeyZ", { ctrl: true });
  // Out of the table, to the button.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(false);
  const register = page.getByRole("button", { name: WORDS.ru.one });
  for (let i = 0; i < 60 && !(await register.evaluate((button) => button === document.activeElement)); ++i)
    await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  const other = page.getByRole("button", { name: WORDS.ru.somebody });
  const done = page.getByRole("status").filter({ hasText: "Зарегистрирован 1 человек" });
  await done.or(other).first().waitFor();
  if (await other.isVisible()) {
    await other.focus();
    await page.keyboard.press("Enter");
    await register.focus();
    await page.keyboard.press("Enter");
  }
  await done.waitFor();
});

test("nothing typed is lost when the server is started anew and the page is loaded again", async () => {
  const page = await signIn("nobody", "ru");
  await open(page, await invite("draft"), WORDS.ru);
  await page.getByRole("grid").getByRole("textbox").click();
  await typeRussian(page, "Примеров");
  await page.keyboard.press("Tab");
  await restartServer();
  // Not even what is in the middle of a cell.
  await typeRussian(page, "Пётр");
  await expect.poll(() => page.getByRole("grid").getByRole("textbox").inputValue()).toBe("Пётр");
  await page.reload();
  await page.getByText(WORDS.ru.draft).waitFor();
  await expect.poll(() => page.getByRole("grid").getByRole("gridcell", { name: "Пётр" }).count()).toBe(1);
  await page.getByRole("button", { name: "Удалить черновик" }).click();
  await expect.poll(() => page.getByRole("gridcell", { name: "Пётр" }).count()).toBe(0);
});

test.each([
  ["", "В адресе нет ключа"],
  ["pln_l0000", "Ссылка неполная или с ошибкой"],
])("a link with the secret “%s” says what is wrong with it", async (secret, words) => {
  const page = await signIn("nobody", "ru");
  await page.goto(`/register${secret && `#${secret}`}`);
  await page.getByRole("alert").getByText(words).waitFor();
  await checkAxe(page);
});

test("a link that was revoked says so", async () => {
  const secret = await invite("revoked");
  const manager = await signIn("manager", "en");
  const { registrationLinks } = await ask<{ registrationLinks: { name: string }[] }>(manager, "AccessService/ListRegistrationLinks", {
    parent: "events/tibo-2023/delegations/revoked",
  });
  await ask(manager, "AccessService/RevokeRegistrationLink", { name: registrationLinks[0]!.name });
  const page = await signIn("nobody", "ru");
  await page.goto(`/register#${secret}`);
  await page.getByRole("alert").getByText("Ссылка больше не действует").waitFor();
});
