import { create } from "@bufbuild/protobuf";
import { RoundSchema } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { describe, expect, it } from "vitest";
import { timestampOf } from "../../parts/when.ts";
import { inTime } from "./rounds.ts";

const round = (number: number, day?: string) =>
  create(RoundSchema, {
    number,
    ...(day ? { interval: { startTime: timestampOf(new Date(`${day}T09:00Z`)), endTime: timestampOf(new Date(`${day}T18:00Z`)) } } : {}),
  });
const numbers = (rounds: { number: number }[]) => rounds.map(({ number }) => number);

describe("rounds", () => {
  const rounds = [round(1), round(2, "2023-04-19"), round(3, "2023-08-24"), round(5, "2024-09-01"), round(4, "2024-02-01"), round(6)];
  const { held, next } = inTime(rounds, new Date("2023-12-01T00:00Z"));
  it("that were held have the latest first, and one without a time where its number was passed", () =>
    expect(numbers(held)).toEqual([3, 2, 1]));
  it("to come have the next one first, and one without a time last", () => expect(numbers(next)).toEqual([4, 5, 6]));
});
