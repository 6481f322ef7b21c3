// The secretariat with the delegations of an event: a new one, its seats, its link, its states.
import { describe, expect, test } from "vitest";
import { ask, checkAxe, checkWidth, shot, signIn, startServer } from "./kit.ts";

startServer();

const EVENT = "events/tibo-2023";

const WORDS = {
  ru: {
    list: "Делегации",
    search: "Название делегации",
    kursk: "Курская область",
    approved: /^утверждена/,
    create: "Создать делегацию",
    organization: /^Организация, регион/,
    seats: "Делегат",
    made: "Делегация создана",
    link: "Создать ссылку",
    ready: "Ссылка готова",
    to: /^Кому/,
    change: "Изменить",
    limit: "Мест",
    save: "Сохранить квоту",
    saved: "Квота изменена",
    close: "Закрыть",
    handIn: "Передать на утверждение",
    approve: "Утвердить делегацию",
    more: "Другие действия с делегацией",
    back: "Вернуть на доработку",
    why: "Почему",
    forming: "формируется",
  },
  en: {
    list: "Delegations",
    search: "Name of the delegation",
    kursk: "Kursk Region",
    approved: /^approved/,
    create: "Create the delegation",
    organization: /^Organization, region/,
    seats: "Delegate",
    made: "The delegation is created",
    link: "Create a link",
    ready: "The link is ready",
    to: /^To whom/,
    change: "Change",
    limit: "Seats",
    save: "Save the quota",
    saved: "The quota is changed",
    close: "Close",
    handIn: "Hand in for approval",
    approve: "Approve the delegation",
    more: "More actions for the delegation",
    back: "Send back for changes",
    why: "Why",
    forming: "forming",
  },
} as const;

describe.each(["ru", "en"] as const)("in %s", (language) => {
  const words = WORDS[language];

  test("a delegation is found, and its page stands on a phone and a projector", async () => {
    for (const width of [360, 1024]) {
      const page = await signIn("manager", language, { width });
      await page.goto(`/${EVENT}/delegations`);
      await page.getByRole("searchbox", { name: words.search }).fill(words.kursk.slice(0, 5));
      await page.getByText(words.kursk).first().waitFor();
      await checkWidth(page);
      await checkAxe(page);
      await shot(page, `delegations-${language}-${width}`);
      await page.goto(`/${EVENT}/delegations/kursk`);
      await page.getByRole("heading", { level: 1, name: words.kursk }).waitFor();
      await checkWidth(page);
      await checkAxe(page);
      await shot(page, `delegation-${language}-${width}`);
    }
  });

  test("a delegation is invited, gets seats and a link", async () => {
    const page = await signIn("manager", language);
    await ask(page, "DirectoryService/CreateOrganization", {
      organizationId: `new-${language}`,
      organization: { type: "AUTHORITY", displayNames: [{ language, text: `Zykov Sample ${language}` }] },
    });
    await page.goto(`/${EVENT}/delegations/new`);
    await page
      .getByRole("combobox", { name: words.organization })
      .or(page.getByRole("textbox", { name: words.organization }))
      .fill(`Zykov Sample ${language}`);
    await page.getByRole("option", { name: `Zykov Sample ${language}` }).click();
    await page.getByRole("textbox", { name: words.seats }).fill("7");
    await checkAxe(page);
    await page.getByRole("button", { name: words.create }).click();
    await page.getByRole("heading", { level: 1, name: `Zykov Sample ${language}` }).waitFor();
    await page.getByRole("button", { name: words.link }).click();
    await page.getByRole("textbox", { name: words.to }).fill("Sample focal point");
    await page.getByRole("dialog").getByRole("button", { name: words.link }).click();
    await page.getByRole("dialog", { name: words.ready }).waitFor();
    await page.getByRole("img").last().waitFor();
    await checkAxe(page);
    const href = await page.getByRole("dialog").getByRole("textbox").inputValue();
    // Whoever has the link is at the registration page of this delegation.
    const guest = await signIn("nobody", language);
    await guest.goto(href.slice(href.indexOf("/register")));
    await guest.getByRole("heading", { level: 1, name: new RegExp(`Zykov Sample ${language}`) }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: words.close }).click();
    await page.getByRole("button", { name: words.change }).first().click();
    await page.getByRole("dialog").getByRole("textbox", { name: words.limit, exact: true }).fill("9");
    await page.getByRole("button", { name: words.save }).click();
    await page.getByText(words.saved).waitFor();
    await page.getByText(/9/).first().waitFor();
  });

  test("a delegation is handed in, and sent back with a reason that it sees", async () => {
    const page = await signIn("manager", language);
    const id = `states-${language}`;
    await ask(page, "DirectoryService/CreateOrganization", {
      organizationId: id,
      organization: { type: "AUTHORITY", displayNames: [{ language, text: `Sample ${id}` }] },
    });
    await ask(page, "DelegationService/RegisterDelegation", {
      parent: EVENT,
      delegationId: id,
      delegation: { organization: `organizations/${id}` },
      participants: [
        {
          participant: { category: `${EVENT}/categories/delegate`, capacity: "HEAD" },
          newPerson: { names: [{ language: "ru", familyName: "Зыков", givenName: "Вымысл" }] },
        },
      ],
    });
    await page.goto(`/${EVENT}/delegations/${id}`);
    await page.getByRole("button", { name: words.handIn }).click();
    await page.getByRole("dialog").getByRole("button", { name: words.handIn }).click();
    await page.getByRole("button", { name: words.approve }).waitFor();
    await page.getByRole("button", { name: words.more }).click();
    await page.getByRole("menuitem", { name: words.back }).click();
    await page.getByRole("textbox", { name: words.why }).fill("The passports are missing");
    await checkAxe(page);
    await page.getByRole("dialog").getByRole("button", { name: words.back }).click();
    await page.getByText(words.forming).first().waitFor();
    await page
      .getByText(/The passports are missing/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: words.handIn }).count()).toBe(1);
  });
});
