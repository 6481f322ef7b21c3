import { beforeEach, expect, test } from "vitest";
import { dropDraft, dropOldDrafts, readDraft, writeDraft } from "./draft_store.ts";

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
beforeEach(() => {
  store = new Store();
  Object.assign(globalThis, { localStorage: store });
});

test("a draft is there until it is dropped", () => {
  writeDraft(ANNA, "register:kursk", { people: ["Примерова"] }, 5);
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
  writeDraft(ANNA, "old", 1, 0);
  writeDraft(ANNA, "new", 1, 2 * DAY);
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
