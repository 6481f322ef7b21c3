import { expect, test } from "vitest";
import { unitText } from "./units.ts";

test("money is written as the reader writes it", () => {
  expect(unitText("USD million", "ru")).toBe("млн долл. США");
  expect(unitText("USD million", "be")).toBe("млн дол. ЗША");
  expect(unitText("USD billion", "zh")).toBe("十亿美元");
  expect(unitText("USD million", "en")).toBe("USD million");
  expect(unitText("EUR", "ru")).toBe("евро");
});

test("a unit that is not known stays as it is", () => {
  for (const unit of ["млн долл.", "person", "XYZ million", "USD millions", ""]) expect(unitText(unit, "ru")).toBe(unit);
});
