// Typing in the filter of ten thousand participants, until their rows are painted.
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { Event_Kind, Event_Role, EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import type { Page } from "playwright-core";
import { withPage } from "./browser.ts";
import { median, type Figure } from "./figure.ts";
import { withServer, type BenchServer } from "./server.ts";

const PARTICIPANTS = 10_000;
const AT_ONCE = 500;
const TYPED = "lebedmin";
const TIMES = 4;
// After the last change to the page for so long, what a key did is done.
const QUIET_MS = 250;

const SYLLABLES = ["Leb", "Kar", "Mir", "Sol", "Vor", "Tar", "Bel", "Gor", "Zim", "Ned"];
const MIDDLES = ["ed", "an", "ov", "il", "ar", "ush", "et", "ol", "in", "ak"];
const ENDS = ["min", "rov", "sky", "enko", "tin", "lev", "chuk", "dov", "sin", "vich"];

// Made up, and no two alike.
function nameOf(index: number) {
  const digit = (place: number) => Math.floor(index / 10 ** place) % 10;
  return {
    language: "en",
    script: "Latn",
    familyName: SYLLABLES[digit(0)]! + MIDDLES[digit(1)]! + ENDS[digit(2)]!,
    givenName: SYLLABLES[digit(3)]! + ENDS[digit(2)]!,
  };
}

async function fill({ plenary }: BenchServer): Promise<string> {
  const [events, delegations, directory] = [plenary.of(EventService), plenary.of(DelegationService), plenary.of(DirectoryService)];
  const at = (seconds: number) => ({ seconds: BigInt(Math.floor(Date.now() / 1000) + seconds) });
  const { name: parent } = await events.createEvent({
    eventId: "ten-thousand",
    event: {
      kind: Event_Kind.FORUM,
      role: Event_Role.HOSTED,
      timeZone: "Europe/Minsk",
      countryCode: "BY",
      interval: { startTime: at(86_400), endTime: at(2 * 86_400) },
      displayNames: [{ language: "en", text: "Ten thousand" }],
    },
  });
  const category = await events.createCategory({
    parent,
    categoryId: "delegate",
    category: { displayNames: [{ language: "en", text: "Delegate" }] },
  });
  await events.publishEvent({ name: parent });
  const { organizations } = await directory.listOrganizations({ pageSize: 20 });
  const homes: string[] = [];
  for (const { name: organization } of organizations) {
    homes.push((await delegations.createDelegation({ parent, delegation: { organization } })).name);
  }
  for (let first = 0; first < PARTICIPANTS; first += AT_ONCE) {
    const indexes = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    const { people } = await directory.batchCreatePeople({ people: indexes.map((index) => ({ names: [nameOf(index)] })) });
    const changes = people.map(({ name: person }, index) => ({
      change: {
        case: "register" as const,
        value: { participant: { person, delegation: homes[(first + index) % homes.length]!, category: category.name } },
      },
    }));
    await delegations.batchChangeParticipants({ parent, changes });
  }
  return parent;
}

// Milliseconds from a key to the paint after the last change that it made to the page.
async function strike(page: Page, key: string): Promise<number> {
  await page.evaluate((quietMs) => {
    const measured = new Promise<number>((resolve) => {
      let painted = 0;
      let timer = 0;
      addEventListener(
        "keydown",
        ({ timeStamp }) => {
          const changed = () => {
            requestAnimationFrame(() => {
              // The task after a frame's callbacks runs when it has been painted.
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => (painted = performance.now());
              port2.postMessage(null);
            });
            clearTimeout(timer);
            timer = window.setTimeout(() => {
              observer.disconnect();
              resolve(painted - timeStamp);
            }, quietMs);
          };
          const observer = new MutationObserver(changed);
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
          changed();
        },
        { once: true, capture: true },
      );
    });
    Object.assign(window, { measured });
  }, QUIET_MS);
  await page.keyboard.press(key);
  return page.evaluate(() => (window as unknown as { measured: Promise<number> }).measured);
}

export function filterTyping(): Promise<Figure[]> {
  return withServer(async (server) => {
    const event = await fill(server);
    return withPage(server.origin, "manager", async (page) => {
      await page.goto(`/${event}/participants`);
      await page
        .getByText(/10[,. \u00a0]?000/)
        .first()
        .waitFor();
      const search = page
        .getByRole("textbox", { name: "Name, title, organization" })
        .or(page.getByRole("searchbox", { name: "Name, title, organization" }));
      await search.click();
      const strikes: number[] = [];
      for (let time = 0; time < TIMES; ++time) {
        for (const key of TYPED) strikes.push(await strike(page, key));
        await search.fill("");
        await page.getByRole("row").nth(10).waitFor();
      }
      return [
        {
          name: "filter_ms",
          what: `typing in the filter of ${PARTICIPANTS} participants, a key to painted rows`,
          wanted: "at most",
          bound: 100,
          values: [median(strikes)],
          beside: { "slowest key ms": [Math.max(...strikes)], keys: [strikes.length] },
        },
      ];
    });
  });
}
