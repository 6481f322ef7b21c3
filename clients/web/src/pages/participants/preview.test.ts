import { create } from "@bufbuild/protobuf";
import {
  Participant_State as State,
  ParticipantResultSchema,
  ParticipantSchema,
  QuotaReportSchema,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { Event_SeatPolicy as SeatPolicy } from "@plenary/client/gen/plenary/v1/events_pb";
import { describe, expect, it } from "vitest";
import { previewOf } from "./preview.ts";

const kursk = "events/a/delegations/kursk";
const delegate = "events/a/categories/delegate";
const press = "events/a/categories/press";
const who = (id: string, state: State, category = delegate) =>
  create(ParticipantSchema, { name: `events/a/participants/${id}`, delegation: kursk, category, state });
const became = (id: string, state: State, category = delegate) =>
  create(ParticipantResultSchema, { participant: who(id, state, category) });
const report = create(QuotaReportSchema, {
  quotas: [{ delegation: kursk, category: delegate, limit: 16, used: 11, held: 1, waiting: 2 }],
  categoryTotals: [
    { category: delegate, limit: 320, used: 100 },
    { category: press, used: 3 },
  ],
});
const onConfirmation = { seatPolicy: SeatPolicy.ON_CONFIRMATION };

describe("a preview", () => {
  it("counts the seats that confirmations take, of the delegation and of the event", () => {
    const before = [who("1", State.NOMINATED), who("2", State.NOMINATED)];
    const { seats, done } = previewOf(before, [became("1", State.CONFIRMED), became("2", State.CONFIRMED)], report, onConfirmation);
    expect(done).toHaveLength(2);
    expect(seats).toEqual([
      { delegation: "", category: delegate, before: 100, after: 102, limit: 320, waiting: 0 },
      { delegation: kursk, category: delegate, before: 12, after: 14, limit: 16, waiting: 2 },
    ]);
  });
  it("says who would wait", () => {
    const { newlyWaiting, seats } = previewOf([who("1", State.NOMINATED)], [became("1", State.WAITLISTED)], report, onConfirmation);
    expect(newlyWaiting.map(({ name }) => name)).toEqual(["events/a/participants/1"]);
    expect(seats).toEqual([]);
  });
  it("moves seats from one category to another", () => {
    const { seats } = previewOf([who("1", State.CONFIRMED)], [became("1", State.CONFIRMED, press)], report, onConfirmation);
    expect(seats.map(({ delegation, category, before, after }) => [delegation, category, after - before])).toEqual([
      ["", delegate, -1],
      [kursk, delegate, -1],
      [kursk, press, 1],
    ]);
  });
  it("moves no seat of one who had it on nomination already", () => {
    const { seats } = previewOf([who("1", State.NOMINATED)], [became("1", State.CONFIRMED)], report, {
      seatPolicy: SeatPolicy.ON_NOMINATION,
    });
    expect(seats).toEqual([]);
  });
  it("names whoever is refused", () => {
    const refusal = create(ParticipantResultSchema, { error: { code: 9, message: "no seat" } });
    const { refused, done } = previewOf([who("1", State.NOMINATED)], [refusal], report, onConfirmation);
    expect(done).toEqual([]);
    expect(refused.map(({ participant }) => participant.name)).toEqual(["events/a/participants/1"]);
  });
});
