import { create } from "@bufbuild/protobuf";
import { LocalizedTextSchema } from "@plenary/client/gen/plenary/v1/common_pb";
import { describe, expect, it } from "vitest";
import { withText } from "./with_text.ts";

const texts = [
  { language: "ru", text: "Форум", side: "" },
  { language: "en-GB", text: "Forum", side: "" },
  { language: "en", text: "Forum of Minsk", side: "BY" },
].map((text) => create(LocalizedTextSchema, text));
const shown = (found: typeof texts) => found.map(({ language, text, side }) => [language, text, side].join(" ").trim());

describe("a text in one language", () => {
  it.each([
    ["takes the place of the one before", "en", "Fair", ["ru Форум", "en Fair", "en Forum of Minsk BY"]],
    ["comes last where there was none", "zh", "论坛", ["ru Форум", "en-GB Forum", "en Forum of Minsk BY", "zh 论坛"]],
    ["goes where nothing is left of it, but for that of a side", "en", "", ["ru Форум", "en Forum of Minsk BY"]],
  ] as const)("%s", (_, language, text, expected) => expect(shown(withText(texts, language, text))).toEqual(expected));
});
