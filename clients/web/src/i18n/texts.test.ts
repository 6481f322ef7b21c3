import { create } from "@bufbuild/protobuf";
import { LocalizedTextSchema } from "@plenary/client/gen/plenary/v1/common_pb";
import { expect, it } from "vitest";
import { textIn } from "./texts.ts";

const text = (language: string, words: string, side = "") => create(LocalizedTextSchema, { language, text: words, side });

it("reads the reader's language, then those that the reader is likely to know", () => {
  const texts = [text("en", "Belarus"), text("ru", "Беларусь")];
  expect(textIn(texts, "ru")).toBe("Беларусь");
  expect(textIn(texts, "be")).toBe("Беларусь");
  expect(textIn(texts, "zh")).toBe("Belarus");
});

it("follows our side's usage where sides differ, rather than another language", () => {
  const texts = [text("en", "Belarus"), text("zh", "白俄罗斯", "CN"), text("zh", "白罗斯", "BY")];
  expect(textIn(texts, "zh")).toBe("白罗斯");
});

it("says nothing where nothing is said", () => {
  expect(textIn([], "en")).toBe("");
});
