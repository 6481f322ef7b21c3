// That the application stands, whatever its pages are: it starts for everybody in every language,
// and what it shows is accessible.
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../src/i18n/languages.ts";
import { address, checkAxe, checkWidth, restartServer, signIn, startServer } from "./kit.ts";

startServer();

describe.each(LANGUAGES)("in %s", (language) => {
  test("somebody who is not signed in is asked to", async () => {
    const page = await signIn("nobody", language);
    await page.goto("/events");
    await page.waitForURL(/\/sign-in/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await checkAxe(page);
  });

  test.each([360, 1024])("the list of events stands at %d px", async (width) => {
    const page = await signIn("manager", language, { width });
    await page.goto("/events");
    await page.getByText(/2023/).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await checkWidth(page);
    await checkAxe(page);
  });
});

test("a server that was started anew is where it was, and remembers who is signed in", async () => {
  const page = await signIn("manager", "en");
  const before = address();
  await page.goto("/events");
  await page.getByText(/2023/).first().waitFor();
  await restartServer();
  expect(address()).toBe(before);
  await page.reload();
  await page.getByText(/2023/).first().waitFor();
});
