// The colour of an activity: that of its track, else of what it is. It only repeats what words say.
import { Session_Kind, type Track } from "@plenary/client/gen/plenary/v1/schedule_pb";
import type { Activity } from "./activity.ts";

const OF_KIND: Partial<Record<Session_Kind, string>> = {
  [Session_Kind.PLENARY]: "var(--mantine-color-blue-8)",
  [Session_Kind.CEREMONY]: "var(--mantine-color-grape-7)",
  [Session_Kind.BREAK]: "var(--mantine-color-gray-5)",
  [Session_Kind.MEAL]: "var(--mantine-color-orange-7)",
  [Session_Kind.TRANSFER]: "var(--mantine-color-gray-6)",
  [Session_Kind.ARRIVAL]: "var(--mantine-color-cyan-8)",
  [Session_Kind.DEPARTURE]: "var(--mantine-color-cyan-8)",
  [Session_Kind.SITE_VISIT]: "var(--mantine-color-lime-8)",
};

export function tintOf(activity: Activity, tracks: readonly Track[]): string {
  const { source } = activity;
  if (source.kind === "booking") return "var(--mantine-color-gray-6)";
  if (source.kind === "meeting") return "var(--mantine-color-teal-7)";
  const track = tracks.find(({ name }) => name === activity.track);
  if (track && /^#[0-9a-f]{6}$/i.test(track.color)) return track.color;
  return OF_KIND[source.value.kind] ?? "var(--mantine-color-blue-6)";
}

// What stands in the words under "kind." for it.
export function kindKey(activity: Activity): string {
  const { source } = activity;
  return source.kind === "session" ? `kind.${Session_Kind[source.value.kind || Session_Kind.TALK]}` : `kind.${source.kind}`;
}
