import { describe, expect, it } from "vitest";
import { begun, rebased, settled } from "./item_draft.ts";

const typed = { ...begun({ ru: "Один", be: "Адзін" }, "1"), texts: { ru: "Два", be: "Адзін" } };

describe("an item that is being written", () => {
  it("is laid over a newer revision and keeps what was typed", () => {
    expect(rebased(typed, { ru: "Один", be: "Тры" }, "2")).toEqual({
      etag: "2",
      base: { ru: "Один", be: "Тры" },
      texts: { ru: "Два", be: "Тры" },
      disputed: {},
    });
  });
  it("shows what others wrote in the same language until somebody chooses", () => {
    const newer = rebased(typed, { ru: "Три", be: "Адзін" }, "2");
    expect(newer.texts.ru).toBe("Два");
    expect(newer.disputed).toEqual({ ru: "Три" });
    expect(settled(newer, "ru", "Три")).toMatchObject({ texts: { ru: "Три" }, disputed: {} });
  });
  it("keeps a dispute over yet another revision", () => {
    const newer = rebased(typed, { ru: "Три", be: "Адзін" }, "2");
    expect(rebased(newer, { ru: "Три", be: "Тры" }, "3").disputed).toEqual({ ru: "Три" });
  });
});
