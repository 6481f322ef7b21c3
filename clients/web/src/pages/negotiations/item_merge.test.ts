import { describe, expect, it } from "vitest";
import { changedIn, merge } from "./item_merge.ts";

const base = { ru: "Один", be: "Адзін" };

describe("typing over what somebody saved meanwhile", () => {
  it.each([
    ["keeps mine where only I wrote", { ru: "Два", be: "Адзін" }, base, { ru: "Два", be: "Адзін" }, []],
    ["takes theirs where only they wrote", base, { ru: "Три", be: "Адзін" }, { ru: "Три", be: "Адзін" }, []],
    ["joins different languages", { ru: "Два", be: "Адзін" }, { ru: "Один", be: "Тры" }, { ru: "Два", be: "Тры" }, []],
    ["disputes one language that both wrote", { ru: "Два", be: "Адзін" }, { ru: "Три", be: "Адзін" }, { ru: "Два", be: "Адзін" }, ["ru"]],
    ["disputes nothing where both wrote the same", { ru: "Два", be: "Адзін" }, { ru: "Два", be: "Адзін" }, { ru: "Два", be: "Адзін" }, []],
    ["takes a language that they added", base, { ...base, en: "One" }, { ...base, en: "One" }, []],
  ])("%s", (_label, mine, theirs, texts, disputed) => expect(merge(base, mine, theirs)).toEqual({ texts, disputed }));
  it("knows what was changed", () => expect(changedIn(base, { ru: "Два", be: "Адзін", en: "One" })).toEqual(["ru", "en"]));
});
