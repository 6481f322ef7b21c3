import { beforeEach, expect, test } from "vitest";
import { dropDraft, dropOldDrafts, dropSecretDrafts, readDraft, writeDraft } from "./draft_store.ts";

const ANNA = "users/anna";
const DAY = 24 * 60 * 60 * 1000;

// As much of a browser's store as is used.
class Store {
  readonly #entries = new Map<string, string>();
  room = Infinity;
  get length() {
    return this.#entries.size;
  }
  key(index: number) {
    return [...this.#entries.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.#entries.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (value.length > this.room) throw new DOMException("no room", "QuotaExceededError");
    this.#entries.set(key, value);
  }
  removeItem(key: string) {
    this.#entries.delete(key);
  }
}

let store: Store;
let tab: Store;
beforeEach(() => {
  [store, tab] = [new Store(), new Store()];
  Object.assign(globalThis, { localStorage: store, sessionStorage: tab });
});

test("a draft is there until it is dropped", () => {
  writeDraft(ANNA, "register:kursk", { people: ["Примерова"] }, { now: 5 });
  expect(readDraft(ANNA, "register:kursk")).toEqual({ value: { people: ["Примерова"] }, writtenAt: 5 });
  dropDraft(ANNA, "register:kursk");
  expect(readDraft(ANNA, "register:kursk")).toBeUndefined();
});

test("nobody sees the drafts of somebody else", () => {
  writeDraft(ANNA, "register:kursk", "Anna's");
  expect(readDraft("users/boris", "register:kursk")).toBeUndefined();
  expect(readDraft<string>(ANNA, "register:kursk")?.value).toBe("Anna's");
});

test("a draft that nobody came back to is gone after thirty days; nothing else is", () => {
  store.setItem("plenary.language", "ru");
  writeDraft(ANNA, "old", 1, { now: 0 });
  writeDraft(ANNA, "new", 1, { now: 2 * DAY });
  dropOldDrafts(31 * DAY);
  expect([readDraft(ANNA, "old"), readDraft<number>(ANNA, "new")?.value, store.getItem("plenary.language")]).toEqual([undefined, 1, "ru"]);
});

test("a draft that was written by something else counts as none", () => {
  writeDraft(ANNA, "broken", 1);
  store.setItem(store.key(0)!, "{");
  expect(readDraft(ANNA, "broken")).toBeUndefined();
});

test("where there is no room the page goes on", () => {
  store.room = 10;
  expect(() => writeDraft(ANNA, "large", "x".repeat(100))).not.toThrow();
});

test("a secret draft never stays on the machine, and goes with the tab or who leaves it", () => {
  writeDraft(ANNA, "position", "open", { now: 1 });
  writeDraft(ANNA, "position", "secret", { isSecret: true });
  expect([store.length, readDraft<string>(ANNA, "position")?.value]).toEqual([0, "secret"]);
  dropSecretDrafts();
  expect(readDraft(ANNA, "position")).toBeUndefined();
  writeDraft(ANNA, "position", "secret", { isSecret: true });
  writeDraft(ANNA, "position", "open again");
  expect([tab.length, readDraft<string>(ANNA, "position")?.value]).toEqual([0, "open again"]);
});
