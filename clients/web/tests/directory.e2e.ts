// People and organizations, as the secretariat keeps them.
import { describe, expect, test } from "vitest";
import { checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";

startServer();

const WORDS = {
  ru: {
    search: /Найти человека/,
    add: "Добавить человека",
    family: "Фамилия",
    given: "Имя",
    patronymic: "Отчество",
    same: "Возможно, это",
    take: /Взять: Obraztsova/,
    edit: "Изменить сведения",
    compare: "Сравнить и объединить",
    merge: "Объединить записи",
    undo: "Вернуть как было",
    more: /Другие действия/,
    remove: "Удалить человека",
    restore: "Восстановить запись",
  },
  en: {
    search: /Find a person/,
    add: "Add a person",
    family: "Family name",
    given: "Given name",
    patronymic: "Patronymic",
    same: "The same person as…?",
    take: /Take “Obraztsova/,
    edit: "Edit the person",
    compare: "Compare and merge",
    merge: "Merge the two people",
    undo: "Undo",
    more: /More actions/,
    remove: "Delete the person",
    restore: "Restore the person",
  },
} as const;

describe.each(["ru", "en"] as const)("in %s", (language) => {
  const words = WORDS[language];

  test.each([360, 1024])("people are found in another script than they are written in, at %d px", async (width) => {
    const page = await signIn("manager", language, { width });
    await page.goto("/directory/people");
    await page.getByRole("searchbox", { name: words.search }).fill("vydumkevich");
    await page.waitForURL(/q=vydumkevich/);
    await page
      .getByText(/Выдумкев|Vydumk/)
      .first()
      .waitFor();
    await checkWidth(page);
    await checkAxe(page);
    await shot(page, `people-${language}-${width}`);
  });

  test("somebody is added with the Latin spelling proposed, found to be there twice, merged and deleted", async () => {
    const page = await signIn("manager", language);
    const fill = async () => {
      await page.goto("/directory/people/new");
      await page.getByRole("combobox").first().selectOption("ru");
      await page.getByRole("textbox", { name: words.family }).first().fill("Образцова");
      await page.getByRole("textbox", { name: words.given, exact: true }).first().fill("Ксения");
      await page.getByRole("button", { name: words.take }).click();
    };
    await fill();
    await checkAxe(page);
    await page.getByRole("button", { name: words.add }).click();
    await page.getByRole("link", { name: words.edit }).waitFor();

    await fill();
    await page.getByRole("region", { name: words.same }).getByRole("link").first().waitFor();
    await page.getByRole("button", { name: words.add }).click();
    await page.getByRole("link", { name: words.compare }).first().click();
    await checkAxe(page);
    await page.getByRole("button", { name: words.merge }).click();
    await page.getByRole("dialog").getByRole("button", { name: words.merge }).click();
    await page.getByRole("link", { name: words.edit }).waitFor();

    await page.getByRole("button", { name: words.more }).click();
    await page.getByRole("menuitem", { name: words.remove }).click();
    await page.getByRole("button", { name: words.undo }).click();
    await page.getByRole("link", { name: words.edit }).waitFor();
    expect(await page.getByRole("button", { name: words.restore }).count()).toBe(0);
  });

  test.each([360, 1440])("an organization shows its names, people and delegations, at %d px", async (width) => {
    const page = await signIn("viewer", language, { width });
    await page.goto("/directory/organizations/kursk");
    await page.getByText("库尔斯克州").waitFor();
    await page.getByRole("link", { name: /2023/ }).first().waitFor();
    await checkWidth(page);
    await checkAxe(page);
  });
});
