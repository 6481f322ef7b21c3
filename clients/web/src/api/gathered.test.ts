import { describe, expect, it, vi } from "vitest";
import { gathered } from "./gathered.ts";

describe("reading by name", () => {
  it("puts what is asked for in one moment into one call", async () => {
    const batch = vi.fn(async (names: string[]) => names.map((name) => name.toUpperCase()));
    const find = gathered(batch, async (name) => name);
    expect(await Promise.all([find("a"), find("b"), find("a")])).toEqual(["A", "B", "A"]);
    expect(batch.mock.calls).toEqual([[["a", "b"]]]);
  });
  it("still finds the others where one is missing", async () => {
    const find = gathered<string>(
      () => Promise.reject(new Error("b is missing")),
      (name) => (name === "b" ? Promise.reject(new Error("missing")) : Promise.resolve(name)),
    );
    expect(await Promise.all([find("a"), find("b"), find("c")])).toEqual(["a", null, "c"]);
  });
});
