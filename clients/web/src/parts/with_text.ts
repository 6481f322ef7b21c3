// Texts by language, as a form changes one of them.
import { create } from "@bufbuild/protobuf";
import { LocalizedTextSchema, type LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import type { Language } from "../i18n/languages.ts";

// Whether a text is what everybody who reads `language` is shown.
export const isOf = (text: LocalizedText, language: Language): boolean => text.language.split("-")[0] === language && text.side === "";

// `texts` with another one in `language`, none where it is ""; what is of a side or another language stays.
export function withText(texts: readonly LocalizedText[], language: Language, text: string): LocalizedText[] {
  const place = texts.findIndex((one) => isOf(one, language));
  const others = texts.filter((one) => !isOf(one, language));
  if (text === "") return others;
  return others.toSpliced(place < 0 ? others.length : place, 0, create(LocalizedTextSchema, { language, text }));
}
