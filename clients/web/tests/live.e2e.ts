// Others' changes arrive by themselves: in all tabs over one stream, and over a break of the
// connection without a gap.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { address, ask, resumeServer, signIn, startServer, stopServer } from "./kit.ts";

startServer();

async function rename(page: Page, text: string): Promise<void> {
  const event = { name: "events/tibo-2023", displayNames: [{ language: "en", text }] };
  await ask(page, "EventService/UpdateEvent", { event, updateMask: "displayNames", requestId: crypto.randomUUID() });
}

async function openStreams(): Promise<number> {
  const metrics = await (await fetch(`${address()}/metrics`)).text();
  return Number(/^plenary_server_streams_open (\d+)$/m.exec(metrics)?.[1]);
}

const called = (page: Page, name: string) => page.getByRole("heading", { name }).or(page.getByText(name)).first().waitFor();

test("all tabs of a browser see what others change, over one stream", async () => {
  const reader = await signIn("viewer", "en");
  const tabs = [reader, await reader.context().newPage(), await reader.context().newPage()];
  for (const tab of tabs) {
    await tab.goto("/events/tibo-2023");
    await called(tab, "TIBO-2023 International ICT Forum");
  }
  await expect.poll(openStreams).toBe(1);
  const secretary = await signIn("manager", "en");
  await rename(secretary, "Renamed by somebody else");
  for (const tab of tabs) await called(tab, "Renamed by somebody else");
  for (const tab of tabs.slice(1)) await tab.close();
  await rename(secretary, "Renamed again");
  await called(reader, "Renamed again");
});

test("who sees only a delegation of the event hears of changes too, in every tab", async () => {
  const reader = await signIn("registrar", "en");
  const tabs = [reader, await reader.context().newPage()];
  for (const tab of tabs) {
    await tab.goto("/events/tibo-2023");
    await tab.getByRole("heading", { level: 1 }).first().waitFor();
  }
  await expect.poll(openStreams).toBe(1);
  const secretary = await signIn("manager", "en");
  for (const name of ["Told to a focal point", "Told once more"]) {
    await rename(secretary, name);
    for (const tab of tabs) await called(tab, name);
  }
});

test("where there are no shared workers one tab watches for all, and another goes on when it is closed", async () => {
  const first = await signIn("viewer", "en");
  await first.context().addInitScript(() => void delete (window as { SharedWorker?: unknown }).SharedWorker);
  const second = await first.context().newPage();
  for (const tab of [first, second]) {
    await tab.goto("/events/tibo-2023");
    await tab.getByRole("heading", { level: 1 }).first().waitFor();
  }
  const secretary = await signIn("manager", "en");
  await expect.poll(openStreams).toBe(1);
  await rename(secretary, "Watched by the first tab");
  for (const tab of [first, second]) await called(tab, "Watched by the first tab");
  await first.close();
  await rename(secretary, "Watched by the second tab");
  await called(second, "Watched by the second tab");
});

test("what was changed while the connection was lost is there when it is back", async () => {
  const reader = await signIn("viewer", "en");
  await reader.goto("/events/tibo-2023");
  await expect.poll(openStreams).toBe(1);
  await rename(await signIn("manager", "en"), "Before the break");
  await called(reader, "Before the break");
  await stopServer();
  await reader
    .getByText(/connection|reach|answer/i)
    .first()
    .waitFor();
  await resumeServer();
  await rename(await signIn("manager", "en"), "After the break");
  await called(reader, "After the break");
});
