import { expect, it } from "vitest";
import { sendAll, tapped, waiting, withMark, without, type Fate, type Mark } from "./outbox.ts";

function mark(id: string, name: string, value = "arrived"): Mark {
  return { id, kind: "attendance", name, value, party: "", tappedAt: 0 };
}

it("The last tap on somebody counts, and one alone is sent", () => {
  const marks = withMark(withMark([mark("1", "a")], mark("2", "b")), mark("3", "a", "expected"));
  expect(marks.map(({ id }) => id)).toEqual(["2", "3"]);
  expect(tapped(marks, "attendance", "a")).toBe("expected");
  expect(tapped(marks, "attendance", "c")).toBeUndefined();
});

it("Marks are sent in order until the connection is gone", async () => {
  const fates: [string, Fate][] = [];
  const answers: Record<string, Fate> = { 1: "sent", 2: { refused: "no such participant" }, 3: "lost" };
  await sendAll(
    [mark("1", "a"), mark("2", "b"), mark("3", "c"), mark("4", "d")],
    async ({ id }) => answers[id] ?? "sent",
    (each, fate) => fates.push([each.id, fate]),
  );
  expect(fates).toEqual([
    ["1", "sent"],
    ["2", { refused: "no such participant" }],
    ["3", "lost"],
  ]);
});

it("What was refused is told and not sent again", () => {
  const marks = [{ ...mark("1", "a"), refused: "why" }, mark("2", "b")];
  expect(waiting(marks).map(({ id }) => id)).toEqual(["2"]);
  expect(tapped(marks, "attendance", "a")).toBeUndefined();
  expect(without(marks, "1")).toHaveLength(1);
});
