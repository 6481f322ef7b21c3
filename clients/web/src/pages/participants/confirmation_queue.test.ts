import { create } from "@bufbuild/protobuf";
import { Participant_State as State, ParticipantSchema } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { expect, it } from "vitest";
import { nextWaiting, queueOf } from "./confirmation_queue.ts";
import type { Row } from "./row.ts";

const row = (id: string, state: State, delegation = ""): Row => ({
  participant: create(ParticipantSchema, { name: id, state }),
  person: undefined,
  name: id,
  latin: "",
  title: "",
  affiliation: "",
  delegation,
  category: "",
  text: "",
});
const names = (rows: Row[]) => rows.map(({ name }) => name);

it("those who wait stand delegation by delegation, in each as they came", () => {
  const rows = [
    row("1", State.NOMINATED, "Курск"),
    row("2", State.CONFIRMED, "Алтай"),
    row("3", State.NOMINATED, "Алтай"),
    row("4", State.NOMINATED, "Алтай"),
  ];
  expect(names(queueOf(rows, "confirm", new Set(), "ru"))).toEqual(["3", "4", "1"]);
  expect(names(queueOf(rows, "accept", new Set(), "ru"))).toEqual(["2"]);
});

it("whoever was decided upon stays in place", () => {
  const rows = [row("1", State.NOMINATED, "А"), row("2", State.DECLINED, "А"), row("3", State.NOMINATED, "А")];
  expect(names(queueOf(rows, "confirm", new Set(["2"]), "ru"))).toEqual(["1", "2", "3"]);
});

it("the next one waits below, else above, else there is none", () => {
  const queue = [row("1", State.NOMINATED), row("2", State.CONFIRMED), row("3", State.CONFIRMED), row("4", State.NOMINATED)];
  expect(nextWaiting(queue, 1, "confirm")).toBe(3);
  expect(nextWaiting(queue, 3, "confirm")).toBe(0);
  expect(nextWaiting([row("1", State.CONFIRMED)], 0, "confirm")).toBeUndefined();
});
