// The door, what stands around every page, and the first page.
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../src/i18n/languages.ts";
import { checkAxe, checkWidth, expectErrors, PASSWORD, pressRussian, shot, signIn, startServer, typeRussian } from "./kit.ts";

startServer();

const WORDS = {
  ru: {
    user: "Имя пользователя",
    password: "Пароль",
    signIn: "Войти",
    wrong: /не подходят/,
    home: "Главная",
    language: /Язык/,
    settings: /настройки/,
    people: "Люди",
    search: "Поиск везде",
    waits: "Ждёт вас",
    signOut: "Выйти",
    presenting: "Режим показа",
    again: "Войдите снова",
  },
  en: {
    user: "User name",
    password: "Password",
    signIn: "Sign in",
    wrong: /do not match/,
    home: "Home",
    language: /Language/,
    settings: /settings/,
    people: "People",
    search: "Search everywhere",
    waits: "Waiting for you",
    signOut: "Sign out",
    presenting: "Presenting mode",
    again: "Sign in again",
  },
} as const;

describe.each(["ru", "en"] as const)("in %s", (language) => {
  const words = WORDS[language];

  test("a wrong password is said in words, and the right one leads to where one came from", async () => {
    const page = await signIn("nobody", language);
    expectErrors(page);
    await page.goto("/directory/people?q=vydum");
    await page.getByLabel(words.user).fill("manager");
    await page.getByLabel(words.password, { exact: true }).fill("not the password");
    await page.getByRole("button", { name: words.signIn }).click();
    await page.getByRole("alert").getByText(words.wrong).waitFor();
    await checkAxe(page);
    await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/directory/people?q=vydum");
    await page.getByRole("table").waitFor();
  });

  test.each([360, 1024])("the first page says what waits, at %d px", async (width) => {
    const page = await signIn("manager", language, { width });
    await page.goto("/");
    await page.getByRole("heading", { name: words.waits }).waitFor();
    await page.getByText("171").first().waitFor();
    await checkWidth(page);
    await checkAxe(page);
    await shot(page, `home-${language}-${width}`);
  });

  test("the search finds an event by the keyboard alone", async () => {
    const page = await signIn("manager", language);
    await page.goto("/directory/people");
    await page.getByRole("table").waitFor();
    await page.keyboard.press("Control+KeyK");
    const field = page.getByRole("combobox", { name: words.search });
    await field.fill("cipr");
    await page.getByRole("option", { selected: true }).getByText(/2023/).first().waitFor();
    await checkAxe(page);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/events/cipr-2023");
  });

  test("a session that ended is begun anew over the page, and nothing typed is lost", async () => {
    const page = await signIn("manager", language);
    expectErrors(page);
    await page.goto("/directory/people/new");
    const family = page.getByRole("textbox", { name: language === "ru" ? "Фамилия" : "Family name" }).first();
    await family.fill("Sample");
    await page.context().clearCookies();
    await family.pressSequentially("ova");
    const dialog = page.getByRole("dialog", { name: words.again });
    await dialog.getByLabel(words.password, { exact: true }).fill(PASSWORD);
    await checkAxe(page);
    await dialog.getByRole("button", { name: words.signIn }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await family.inputValue()).toBe("Sampleova");
  });

  test("the presenting mode hides how people are reached, in this tab, until it is switched off", async () => {
    const page = await signIn("manager", language);
    await page.goto("/directory/people?q=vydum");
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("link", { name: /@/ }).waitFor();
    await page.getByRole("button", { name: words.settings }).click();
    await page.getByRole("switch", { name: words.presenting }).click({ force: true });
    await page.getByRole("link", { name: /@/ }).waitFor({ state: "detached" });
    await checkAxe(page);
  });

  test("whoever signs out is at the door, and stays there", async () => {
    const page = await signIn("viewer", language);
    expectErrors(page);
    await page.goto("/");
    await page.getByRole("button", { name: words.settings }).click();
    await page.getByRole("button", { name: words.signOut }).click();
    await page.waitForURL("**/sign-in");
    await page.goto("/events");
    await page.waitForURL(/sign-in/);
  });
});

test("the search opens by its key on a Russian layout, and takes what is typed there", async () => {
  const page = await signIn("manager", "ru");
  await page.goto("/directory/people");
  await page.getByRole("table").waitFor();
  await pressRussian(page, "Slash");
  await page.getByRole("combobox", { name: WORDS.ru.search }).waitFor();
  await typeRussian(page, "курск");
  await page.getByRole("option").getByText("Курская область").first().waitFor();
});

test("a focal point of one delegation is led to its registration", async () => {
  const page = await signIn("registrar", "ru");
  await page.goto("/");
  await page.waitForURL("**/events/tibo-2023/register/kursk");
});

test.each(LANGUAGES)("the language is changed on the spot to %s", async (language) => {
  const page = await signIn("viewer", language === "en" ? "ru" : "en");
  await page.goto("/");
  await page.getByRole("button", { name: language === "en" ? /Язык/ : /Language/ }).click();
  const name = { ru: "Русский", be: "Беларуская", en: "English", zh: "中文" }[language];
  await page.getByRole("menuitemradio", { name }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
});
