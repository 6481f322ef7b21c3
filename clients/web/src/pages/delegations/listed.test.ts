import { Delegation_State as State, type Participant, type Quota } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { expect, it } from "vitest";
import { byPrecedence, lacksHead, seatsIn } from "./listed.ts";

const quota = (some: Partial<Quota>) => ({ used: 0, held: 0, waiting: 0, overBy: 0, ...some }) as Quota;
const headOf = (precedence: number) => ({ precedence }) as Participant;

it("Seats are counted over the categories with a limit, holds included", () => {
  const seats = seatsIn([quota({ used: 9, held: 2, limit: 14, waiting: 1 }), quota({ used: 3, limit: 3, overBy: 1 }), quota({ used: 2 })]);
  expect(seats).toEqual({ taken: 14, limit: 17, waiting: 1, over: 1 });
  expect(seatsIn([]).limit).toBeUndefined();
});

it("Somebody forming without a head lacks one, somebody invited does not yet", () => {
  expect(lacksHead({ name: "d", state: State.FORMING, headships: [] }, new Map())).toBe(true);
  expect(lacksHead({ name: "d", state: State.FORMING, headships: [] }, new Map([["d", headOf(0)]]))).toBe(false);
  expect(lacksHead({ name: "d", state: State.INVITED, headships: [] }, new Map())).toBe(false);
});

it("Official order is that of the heads, and the rest keeps its place", () => {
  const names = ["a", "b", "c", "d"].map((name) => ({ name }));
  const heads = new Map([
    ["c", headOf(1)],
    ["b", headOf(7)],
  ]);
  expect(byPrecedence(names, heads).map(({ name }) => name)).toEqual(["c", "b", "a", "d"]);
});
