// When what of registration may be done.
import { RegistrationWindow_Step as Step, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { instantOf } from "../../parts/when.ts";
import { stepIsOpen } from "../participants/verbs.ts";

export interface Window {
  isOpen: boolean;
  // Whether it is still to come.
  opensAt: Date | undefined;
  closesAt: Date | undefined;
  // With `isOpen` false: whether time is the reason, rather than the event's state.
  byTime: boolean;
}

// The window of a step at `now`.
export function windowOf(event: Event, step: Step, now: Date): Window {
  const interval = event.windows.find((window) => window.step === step)?.interval;
  const opensAt = interval?.startTime && instantOf(interval.startTime);
  const closesAt = interval?.endTime && instantOf(interval.endTime);
  const isInTime = (opensAt === undefined || opensAt <= now) && (closesAt === undefined || now < closesAt);
  return { isOpen: stepIsOpen(event, step, now), opensAt: opensAt && opensAt > now ? opensAt : undefined, closesAt, byTime: !isInTime };
}
