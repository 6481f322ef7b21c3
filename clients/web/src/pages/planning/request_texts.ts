// Requests in the reader's words.
import { MeetingRequest_State, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import type { Tone } from "../../parts/state_badge.tsx";

export const TONES: Record<MeetingRequest_State, Tone> = {
  [MeetingRequest_State.STATE_UNSPECIFIED]: "quiet",
  [MeetingRequest_State.PENDING]: "waiting",
  [MeetingRequest_State.COUNTERED]: "waiting",
  [MeetingRequest_State.ACCEPTED]: "tentative",
  [MeetingRequest_State.SCHEDULED]: "good",
  [MeetingRequest_State.DECLINED]: "bad",
  [MeetingRequest_State.EXPIRED]: "quiet",
  [MeetingRequest_State.CANCELLED]: "quiet",
};

export function minutesOf(length: { seconds: bigint } | undefined): number {
  return length ? Math.round(Number(length.seconds) / 60) : 0;
}

// Whose turn it is to answer; undefined where nobody's.
export function turnOf({ state, from, to }: MeetingRequest): string | undefined {
  if (state === MeetingRequest_State.PENDING) return to?.party;
  return state === MeetingRequest_State.COUNTERED ? from?.party : undefined;
}

// What may be done with a request by whoever acts for both sides.
export function answersTo(request: MeetingRequest): { accept: boolean; decline: boolean; counter: boolean; cancel: boolean } {
  const { state } = request;
  const isOpen = state === MeetingRequest_State.PENDING || state === MeetingRequest_State.COUNTERED;
  const isAgreed = state === MeetingRequest_State.ACCEPTED;
  return { accept: isOpen, decline: isOpen || isAgreed, counter: isOpen, cancel: isOpen || isAgreed };
}
