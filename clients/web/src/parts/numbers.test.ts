import { describe, expect, it } from "vitest";
import { formatNumber } from "./numbers.ts";

describe("a number", () => {
  it.each([
    ["1250000.00", "en", "1,250,000.00"],
    ["1250000.00", "ru", "1\u00a0250\u00a0000,00"],
    ["123456789012345678", "en", "123,456,789,012,345,678"],
    ["-3.5", "be", "-3,5"],
    ["n/a", "zh", "n/a"],
  ] as const)("%s in %s reads %s", (value, language, text) => expect(formatNumber(value, language)).toBe(text));
});
