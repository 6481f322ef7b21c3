import { ZONE_NAMES } from "../../parts/zones.ts";

// The zones there are, those that events are usually in first.
export function zoneChoices(): string[] {
  const usual = Object.keys(ZONE_NAMES);
  return [...usual, ...Intl.supportedValuesOf("timeZone").filter((zone) => !usual.includes(zone))];
}
