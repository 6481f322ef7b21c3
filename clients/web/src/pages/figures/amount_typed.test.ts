import { expect, test } from "vitest";
import { amountOf, faultsOf } from "./amount_typed.ts";

test.each([
  ["1 250 000,50", "1250000.50"],
  ["", ""],
  ["-5", undefined],
  ["1,234", undefined],
  ["much", undefined],
])("%o is the amount %o", (typed, amount) => {
  expect(amountOf(typed, "")).toBe(amount);
});

test("an amount that stands is not doubted", () => {
  expect(amountOf("1.250", "1.250")).toBe("1.250");
});

test("an amount has a currency, and only an amount has one", () => {
  expect(faultsOf({ amount: "", currency: "" }, "")).toEqual({});
  expect(faultsOf({ amount: "12", currency: "USD" }, "")).toEqual({});
  expect(faultsOf({ amount: "12", currency: "dollars" }, "")).toEqual({ currency: "needsCurrency" });
  expect(faultsOf({ amount: "", currency: "USD" }, "")).toEqual({ currency: "needsAmount" });
  expect(faultsOf({ amount: "x", currency: "" }, "")).toEqual({ amount: "notAmount" });
});
