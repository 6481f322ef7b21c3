import { beforeEach, describe, expect, it, test } from "vitest";
import { assetsIn, KeptApplication, kindOf } from "./kept_application.ts";

const ORIGIN = "https://plenary.example";
const VERSION_1 = '<link href="/assets/index-1.css"><script src="/assets/index-1.js"></script>';
const VERSION_2 = '<link href="/assets/index-2.css"><script src="/assets/index-2.js"></script>';

// What the server has; a path that is not there is 404, and without a server nothing answers.
let server: Map<string, string> | undefined;
let shelf: Map<string, Response>;
let asked: string[];
let work: Promise<unknown>[];
let isPatient: boolean;
let application: KeptApplication;

const later = (more: Promise<unknown>) => void work.push(more);

function settle(): Promise<unknown> {
  return Promise.all(work.splice(0));
}

function visit(path: string): Promise<Response> {
  return application.page(new Request(ORIGIN + path), later);
}

function use(path: string): Promise<Response> {
  return application.asset(new Request(ORIGIN + path), later);
}

beforeEach(() => {
  server = new Map([
    ["/", VERSION_1],
    ["/assets/index-1.js", "1"],
    ["/assets/index-1.css", "1"],
    ["/assets/today-1.js", "today 1"],
    ["/assets/react-0.js", "react"],
  ]);
  [shelf, asked, work, isPatient] = [new Map(), [], [], true];
  application = new KeptApplication({
    shelf: async () => ({
      match: async (path) => shelf.get(path)?.clone(),
      put: async (path, answer) => void shelf.set(path, answer),
      delete: async (path) => shelf.delete(path),
      keys: async () => [...shelf.keys()].map((path) => ({ url: ORIGIN + path })),
    }),
    fetch: async (request) => {
      const path = new URL(typeof request === "string" ? ORIGIN + request : request.url).pathname;
      asked.push(path);
      if (!server) throw new TypeError("Failed to fetch");
      const body = server.get(path.startsWith("/assets/") ? path : "/");
      return new Response(body ?? "", { status: body === undefined ? 404 : 200 });
    },
    patience: () => (isPatient ? new Promise(() => {}) : Promise.resolve()),
  });
});

describe("What the worker answers for", () => {
  it.each([
    ["the first page", "/", "navigate", "page"],
    ["a run sheet", "/today/tibo-2023?delegation=liyun", "navigate", "page"],
    ["the calendar of the year", "/calendar", "navigate", "page"],
    ["a part of the application", "/assets/index-1.js", "cors", "asset"],
    ["the look for a newer version", "/", "cors", "not ours"],
    ["a call", "/plenary.v1.AccessService/WhoAmI", "cors", "not ours"],
    ["a subscribed calendar", "/calendars/secret.ics", "navigate", "not ours"],
    ["the identity provider", "/session/oidc/start?return=/", "navigate", "not ours"],
    ["a download", "/files/1", "navigate", "not ours"],
    ["the server's health", "/healthz", "cors", "not ours"],
    ["the icon", "/icon.svg", "no-cors", "not ours"],
  ] as const)("%s: %s", (_, path, mode, kind) => {
    expect(kindOf({ method: "GET", mode, url: ORIGIN + path }, ORIGIN)).toBe(kind);
  });
  it("never what is sent, nor another host", () => {
    expect(kindOf({ method: "POST", mode: "navigate", url: `${ORIGIN}/` }, ORIGIN)).toBe("not ours");
    expect(kindOf({ method: "GET", mode: "cors", url: "https://elsewhere.example/assets/a.js" }, ORIGIN)).toBe("not ours");
  });
});

test("A page names its parts", () => {
  expect(assetsIn(VERSION_1)).toEqual(["/assets/index-1.css", "/assets/index-1.js"]);
});

test("Without a network the kept page and the parts that were used are there", async () => {
  await visit("/today");
  await use("/assets/today-1.js");
  await settle();
  server = undefined;
  expect(await (await visit("/today/tibo-2023")).text()).toBe(VERSION_1);
  expect(await (await use("/assets/index-1.js")).text()).toBe("1");
  expect(await (await use("/assets/today-1.js")).text()).toBe("today 1");
  await expect(use("/assets/never-used.js")).rejects.toThrow();
});

test("Where nothing is kept the browser says itself that nobody answers", async () => {
  server = undefined;
  await expect(visit("/")).rejects.toThrow();
});

test("A part is asked for once", async () => {
  await use("/assets/react-0.js");
  await settle();
  await use("/assets/react-0.js");
  expect(asked).toEqual(["/assets/react-0.js"]);
});

test("What is not there is not kept", async () => {
  expect((await use("/assets/gone-1.js")).status).toBe(404);
  await settle();
  expect(shelf.size).toBe(0);
});

test("Who would wait too long gets the kept page", async () => {
  await visit("/");
  await settle();
  server!.set("/", VERSION_2);
  isPatient = false;
  expect(await (await visit("/")).text()).toBe(VERSION_1);
});

test("Another version's page takes the place of the old one, and what it does not use goes", async () => {
  await visit("/");
  await settle();
  await use("/assets/today-1.js");
  await use("/assets/react-0.js");
  await settle();
  server!.set("/", VERSION_2).set("/assets/index-2.js", "2").set("/assets/index-2.css", "2");
  expect(await (await visit("/")).text()).toBe(VERSION_2);
  // In use again before the parts of the new version are all there.
  await use("/assets/react-0.js");
  await settle();
  expect([...shelf.keys()].sort()).toEqual(["/assets/index-2.css", "/assets/index-2.js", "/assets/react-0.js", "/index.html"]);
});

test("A version that did not come whole leaves the old one as it was", async () => {
  await visit("/");
  await settle();
  server!.set("/", VERSION_2);
  await visit("/");
  await settle();
  server = undefined;
  expect(await (await visit("/")).text()).toBe(VERSION_1);
  expect(await (await use("/assets/index-1.js")).text()).toBe("1");
});

test("What was loaded before the worker was there is kept when it is told", async () => {
  await application.keep(["/assets/today-1.js", "/plenary.v1.AccessService/WhoAmI"]);
  expect([...shelf.keys()]).toEqual(["/assets/today-1.js"]);
});
