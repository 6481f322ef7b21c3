// The programme, as those who make it and those who follow it use it.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../src/i18n/languages.ts";
import { checkAxe, checkWidth, pressRussian, shot, signIn, startServer } from "./kit.ts";

startServer();

const PROGRAMME = "/events/tibo-2023/programme";

const WORDS = {
  ru: {
    programme: "Программа",
    parcels: /Почта и посылки в цифре/,
    nearest: "Ближайшее свободное",
    room: "Зал или стол",
    start: "Начало",
    move: "Перенести",
    moved: /теперь:/,
    undo: "Вернуть как было",
    refused: "Перенос не удался",
    hallB: /Зал Б/,
    open: "Открыть",
    addMenu: "Добавить",
    addSession: "Добавить сессию",
    title: /^Название/,
    newTitle: "Круглый стол о связи",
    day: "День",
    fits: /Помещается: все и всё свободны/,
    addIt: "Добавить сессию",
    added: "Добавлено в программу",
    more: "Другие действия",
    late: /Опаздывает/,
    lateTitle: "Опаздывает",
    shift: /^Сдвинуть/,
    release: /^Выпустить версию 2$/,
    inForce: "Версия 2 действует",
    people: /Узна(ет|ют) \d+ человек/,
    word: /Список делегации: создать Word/,
    delegation: "Делегация",
    kursk: /Курск/,
    since: "Что изменилось с тех пор",
    same: /печатный экземпляр верен/,
    makeFeed: "Создать календарь",
    address: "Адрес календаря",
    close: "Закрыть",
    revoke: "Отозвать",
    revoked: "Календарь отозван",
    print: "Напечатать",
    grid: "Программа дня",
  },
  en: {
    programme: "Programme",
    parcels: /Post and parcels, digital/,
    nearest: "Nearest free places",
    room: "Room or table",
    start: "From",
    move: "Move it",
    moved: /is now at/,
    undo: "Undo",
    refused: "The move was refused",
    hallB: /Hall B/,
    open: "Open it",
    addMenu: "Add",
    addSession: "Add a session",
    title: /^Title/,
    newTitle: "Round table on networks",
    day: "Day",
    fits: /It fits: everybody and everything is free/,
    addIt: "Add the session",
    added: "Added to the programme",
    more: "More actions",
    late: /Runs late/,
    lateTitle: "Runs late",
    shift: /^Move \d+ items?$/,
    release: /^Release version 2$/,
    inForce: "Version 2 is in force",
    people: /\d+ (person is|people are) told/,
    word: /Delegation list: make Word/,
    delegation: "Delegation",
    kursk: /Kursk/,
    since: "What changed since",
    same: /the print is still right/,
    makeFeed: "Make a calendar",
    address: "Address of the calendar",
    close: "Close",
    revoke: "Take it back",
    revoked: "The calendar is taken back",
    print: "Print",
    grid: "Programme of the day",
  },
} as const;
type Tried = keyof typeof WORDS;

// The item on the day's grid.
const item = (page: Page, title: RegExp | string) => page.getByRole("gridcell", { name: title });

async function openDay(page: Page, language: Tried, day = "2023-04-20"): Promise<void> {
  await page.goto(`${PROGRAMME}?day=${day}`);
  await page.getByRole("heading", { level: 1, name: WORDS[language].programme }).waitFor();
}

describe.each(LANGUAGES)("in %s", (language) => {
  test.each([360, 1024, 1440])("the day stands at %d px", async (width) => {
    const page = await signIn("manager", language, { width });
    await page.goto(PROGRAMME);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await (width < 500 ? page.getByRole("listitem").getByText("10:00") : page.getByRole("gridcell").first()).first().waitFor();
    await checkWidth(page);
    await checkAxe(page);
    await shot(page, `schedule-day-${language}-${width}`);
  });

  test.each([
    "versions",
    "itinerary?of=events/tibo-2023/delegations/liyun",
    "documents",
    "calendars",
    "print",
    "sessions/opening",
    "meetings/new",
  ])("%s stands on a phone", async (place) => {
    const page = await signIn("manager", language, { width: 360 });
    await page.goto(`${PROGRAMME}/${place}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await checkWidth(page);
    await checkAxe(page);
  });
});

describe.each(["ru", "en"] as const)("a secretary, in %s,", (language) => {
  const words = WORDS[language];

  test("moves a session by the keyboard to the nearest free place, and takes it back", async () => {
    const page = await signIn("manager", language);
    await openDay(page, language);
    await item(page, words.parcels).focus();
    if (language === "ru") await pressRussian(page, "KeyM");
    else await page.keyboard.press("m");
    const nearest = page.getByRole("group", { name: words.nearest });
    await nearest.getByRole("button").nth(2).waitFor();
    await checkAxe(page);
    await nearest.getByRole("button").nth(2).focus();
    await page.keyboard.press("Enter");
    await page.getByText(words.moved).waitFor();
    await item(page, words.parcels)
      .and(page.getByRole("gridcell", { name: /12:15–13:00/ }))
      .waitFor();
    await page.getByRole("button", { name: words.undo, exact: true }).click();
    await item(page, words.parcels)
      .and(page.getByRole("gridcell", { name: /12:00–12:45/ }))
      .waitFor();
  });

  test("is told what blocks a move, before and after it, and takes what is free", async () => {
    const page = await signIn("manager", language);
    await openDay(page, language);
    await item(page, words.parcels).focus();
    await page.keyboard.press("m");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: words.start }).fill("1430");
    await dialog.getByRole("combobox", { name: words.room }).click();
    await page.getByRole("option", { name: words.hallB }).first().click();
    await dialog.getByRole("status").getByRole("listitem").first().waitFor();
    await dialog.getByRole("button", { name: words.move, exact: true }).click();
    const refused = page.getByRole("alertdialog", { name: words.refused });
    await refused.getByRole("button", { name: words.open }).waitFor();
    await item(page, words.parcels)
      .and(page.getByRole("gridcell", { name: /12:00–12:45/ }))
      .waitFor();
    await checkAxe(page);
    await shot(page, `schedule-refused-${language}`);
    await refused
      .getByRole("button", { name: /\d\d:\d\d–\d\d:\d\d/ })
      .first()
      .click();
    await page.getByText(words.moved).waitFor();
    await page.getByRole("button", { name: words.undo, exact: true }).click();
    await item(page, words.parcels)
      .and(page.getByRole("gridcell", { name: /12:00–12:45/ }))
      .waitFor();
  });

  test("drags a session to a place that is free, and one that is taken comes back", async () => {
    const page = await signIn("manager", language);
    await openDay(page, language);
    const block = item(page, words.parcels);
    await drag(page, block, { hours: 1, rows: 0 });
    await page.getByText(words.moved).waitFor();
    await block.and(page.getByRole("gridcell", { name: /13:00–13:45/ })).waitFor();
    await page.getByRole("button", { name: words.undo, exact: true }).click();
    await block.and(page.getByRole("gridcell", { name: /12:00–12:45/ })).waitFor();
    await drag(page, block, { hours: 0, rows: -1 });
    await page.getByRole("alertdialog", { name: words.refused }).waitFor();
    await block.and(page.getByRole("gridcell", { name: /12:00–12:45/ })).waitFor();
  });

  test("adds a session, which is judged while it is typed, and takes it back", async () => {
    const page = await signIn("manager", language);
    await openDay(page, language);
    await page.getByRole("button", { name: words.addMenu, exact: true }).click();
    await page.getByRole("menuitem", { name: words.addSession }).click();
    await page.getByRole("textbox", { name: words.title }).fill(words.newTitle);
    await page.getByRole("textbox", { name: words.start }).first().fill("1700");
    await page.getByRole("combobox", { name: words.room }).click();
    await page.getByRole("option", { name: words.hallB }).first().click();
    await page.getByText(words.fits).waitFor();
    await checkAxe(page);
    // What is typed is there again after the page was left.
    await page.reload();
    await expect.poll(() => page.getByRole("textbox", { name: words.title }).inputValue()).toBe(words.newTitle);
    await page.getByRole("button", { name: words.addIt, exact: true }).click();
    await page.getByText(words.added).waitFor();
    await page.getByRole("dialog").getByText(words.newTitle).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words.undo, exact: true }).click();
    await item(page, words.newTitle).waitFor({ state: "detached" });
  });

  test("sees what follows from a delay before anything moves", async () => {
    const page = await signIn("manager", language);
    await openDay(page, language);
    await item(page, words.parcels).click();
    await page.getByRole("dialog").getByRole("button", { name: words.more }).click();
    await page.getByRole("menuitem", { name: words.late }).click();
    const dialog = page.getByRole("dialog", { name: words.lateTitle });
    await dialog.getByRole("cell", { name: "12:20–13:05" }).waitFor();
    await dialog.getByRole("button", { name: words.shift }).waitFor();
    await checkAxe(page);
  });

  test("makes the delegation list in Word by one click, and knows that the print is right", async () => {
    const page = await signIn("manager", language);
    await page.goto(`${PROGRAMME}/documents`);
    await page.getByRole("combobox", { name: words.delegation }).click();
    await page.getByRole("option", { name: words.kursk }).first().click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: words.word }).click();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`delegation-list.*${language}.*\\.docx$`));
    await page.getByRole("button", { name: words.since }).first().click();
    await page.getByText(words.same).waitFor();
    await checkAxe(page);
  });

  test("makes a calendar for a phone and takes it back", async () => {
    const page = await signIn("manager", language);
    await page.goto(`${PROGRAMME}/calendars`);
    await page.getByRole("button", { name: words.makeFeed }).click();
    const dialog = page.getByRole("dialog", { name: words.makeFeed });
    await dialog.getByRole("button", { name: words.makeFeed }).click();
    const address = await dialog.getByRole("textbox", { name: words.address }).inputValue();
    expect((await page.request.get(address)).status()).toBe(200);
    await checkAxe(page);
    await dialog.getByRole("button", { name: words.close }).last().click();
    await page.getByRole("button", { name: words.revoke }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: words.revoke }).click();
    await page.getByText(words.revoked).waitFor();
    expect((await page.request.get(address)).status()).toBe(404);
  });
});

test("what somebody else moves appears where it is going, and is said", async () => {
  const reader = await signIn("viewer", "ru");
  await openDay(reader, "ru");
  await item(reader, WORDS.ru.parcels).waitFor();
  const writer = await signIn("manager", "en");
  await openDay(writer, "en");
  await drag(writer, item(writer, WORDS.en.parcels), { hours: 1, rows: 0 });
  await writer.getByText(WORDS.en.moved).waitFor();
  await item(reader, WORDS.ru.parcels)
    .and(reader.getByRole("gridcell", { name: /13:00–13:45/ }))
    .waitFor();
  await reader.getByText(/изменено «Почта и посылки/).waitFor();
  await checkAxe(reader);
});

test("a release says how many are told, and is in force", async () => {
  const page = await signIn("manager", "ru");
  await page.goto(`${PROGRAMME}/versions`);
  await page.getByRole("button", { name: WORDS.ru.release }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(WORDS.ru.people).waitFor();
  await checkAxe(page);
  await dialog.getByRole("button", { name: WORDS.ru.release }).click();
  await page.getByText(WORDS.ru.inForce).waitFor();
  await page.getByRole("cell", { name: /^2/ }).first().waitFor();
});

test("who sees one delegation only reads what was released, and changes nothing", async () => {
  const page = await signIn("registrar", "ru");
  await openDay(page, "ru", "2023-04-18");
  await page.getByRole("gridcell").first().waitFor();
  expect(await page.getByRole("button", { name: WORDS.ru.addMenu, exact: true }).count()).toBe(0);
  await checkAxe(page);
});

// Drags a block by hours to the right and rows down, as a hand with a mouse does.
async function drag(page: Page, block: ReturnType<typeof item>, { hours, rows }: { hours: number; rows: number }): Promise<void> {
  const box = (await block.boundingBox())!;
  const hour = await page.evaluate(() => {
    const canvas = document.querySelector("[data-canvas]")!;
    return canvas.getBoundingClientRect().width / Number(getComputedStyle(canvas).getPropertyValue("--hours"));
  });
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y, { steps: 2 });
  await page.mouse.move(x + hours * hour, y + rows * 81, { steps: 8 });
  await page.mouse.up();
}
