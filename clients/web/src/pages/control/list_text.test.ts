import { expect, test } from "vitest";
import { listText } from "./list_text.ts";

test("a messenger gets a line for each item under its counterpart, and no empty section", () => {
  const items = [{ title: "Обмен документами", who: "Примеров П. П.", due: "до 1 декабря" }];
  const text = listText("Контроль на 18 декабря", [
    { title: "Просрочено", groups: [{ counterpart: "Курская область", items }] },
    { title: "Срок подходит", groups: [] },
  ]);
  expect(text).toBe("Контроль на 18 декабря\n\nПРОСРОЧЕНО\nКурская область:\n– Обмен документами; до 1 декабря; Примеров П. П.");
});
