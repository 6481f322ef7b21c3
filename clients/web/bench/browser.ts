// Chromium, signed in.
import { chromium, type Page } from "playwright-core";
import { PASSWORD, type Role } from "../tests/sample_year.ts";

// Runs `work` with a page of somebody who is signed in.
export async function withPage<T>(origin: string, role: Role, work: (page: Page) => Promise<T>, args: string[] = []): Promise<T> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...args] });
  try {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 }, locale: "en" });
    context.setDefaultTimeout(60_000);
    const answer = await context.request.post("/session", { data: { user: role, password: PASSWORD } });
    if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
    return await work(await context.newPage());
  } finally {
    await browser.close();
  }
}
