// The worth of a result as people type it: a number that is not negative, and a currency with it.
import { numberTyped } from "./number_typed.ts";

export interface TypedAmount {
  amount: string;
  currency: string;
}

// What is wrong with it, as a word for beside the field.
export interface AmountFaults {
  amount?: "notAmount";
  currency?: "needsCurrency" | "needsAmount";
}

// As the server takes it; undefined where it is no amount. What was read from the server is taken as it is.
export function amountOf(typed: string, before: string): string | undefined {
  const bare = typed.trim();
  if (bare === "" || bare === before) return bare;
  const number = numberTyped(bare);
  return number === undefined || number.startsWith("-") ? undefined : number;
}

export function faultsOf({ amount, currency }: TypedAmount, before: string): AmountFaults {
  const value = amountOf(amount, before);
  if (value === undefined) return { amount: "notAmount" };
  if (value === "") return currency.trim() === "" ? {} : { currency: "needsAmount" };
  return /^[A-Z]{3}$/.test(currency.trim()) ? {} : { currency: "needsCurrency" };
}
