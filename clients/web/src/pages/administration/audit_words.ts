// What the record says, in words that people read.
import i18next from "i18next";
import { Change_Kind, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { collectionOf, verbOf } from "../changes/change_log.ts";

// What happened: by the verb where the changes' page knows it, else by the kind and what it was.
export function deedText(change: Change): string {
  const verb = verbOf(change);
  if (change.kind !== Change_Kind.READ && i18next.exists(`changes:verb.${verb}`)) return i18next.t(`changes:verb.${verb}`);
  const collection = thingOf(change.resourceName);
  const thing = i18next.exists(`administration:thing.${collection}`) ? i18next.t(`administration:thing.${collection}`) : collection;
  return `${i18next.t(`changes:kind.${Change_Kind[change.kind]}`)}: ${thing}`;
}

// A collection; sessions of users are not those of programmes.
export function thingOf(resourceName: string): string {
  const collection = collectionOf(resourceName);
  return collection === "sessions" && resourceName.startsWith("users/") ? "userSessions" : collection;
}

// A filter of AuditService.ListEntries from what the page asks.
export function entriesFilter(asked: {
  caller: string;
  resource: string;
  partition: string;
  kind: string;
  from: string;
  until: string;
}): string {
  const quoted = (text: string) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const midnight = (day: string, days: number) => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    return new Date(year, month - 1, date + days).toISOString();
  };
  return [
    // Also what was done with a token of theirs.
    asked.caller && `caller:${quoted(asked.caller)}`,
    asked.resource && `resource_name:${quoted(asked.resource)}`,
    asked.partition && `partition = ${quoted(asked.partition)}`,
    asked.kind && `kind = ${asked.kind}`,
    asked.from && `change_time >= ${quoted(midnight(asked.from, 0))}`,
    asked.until && `change_time < ${quoted(midnight(asked.until, 1))}`,
  ]
    .filter((part) => part !== "")
    .join(" AND ");
}
