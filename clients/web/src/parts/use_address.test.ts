import { expect, it } from "vitest";
import { withParameters } from "./use_address.ts";

const after = (before: string, some: Record<string, string | null>) => withParameters(new URLSearchParams(before), some).toString();

it.each([
  ["adds what is there", "q=a", { state: "OPEN" }, "q=a&state=OPEN"],
  ["puts another in its place", "q=a&state=OPEN", { state: "CLOSED" }, "q=a&state=CLOSED"],
  ["leaves out what is usual", "q=a&state=OPEN", { q: "", state: null }, ""],
  ["leaves the rest", "q=a&day=2023-04-18", { q: null }, "day=2023-04-18"],
] as const)("an address %s", (_, before, some, expected) => expect(after(before, some)).toBe(expected));
