// What people, delegations, halls and activities are called in the reader's language.
import { useQuery } from "@connectrpc/connect-query";
import { skipToken } from "@tanstack/react-query";
import type { Asset, VenueRecord } from "@plenary/client/gen/plenary/v1/assets_pb";
import type { Delegation } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import type { Attendee, Track } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { personLine } from "../../parts/names.ts";
import { personKey, titlesOf, type Activity } from "./activity.ts";

export interface Named {
  event: Event | undefined;
  assets: ReadonlyMap<string, Asset>;
  venues: readonly VenueRecord[];
  tracks: readonly Track[];
  delegations: readonly Delegation[];
  activities: readonly Activity[];
}

// The server answers for as many at once.
const MOST = 1000;

function peopleOf(activities: readonly Activity[]): string[] {
  const people = activities.flatMap(({ attendees }) => attendees.map(personKey)).filter((name) => name.startsWith("people/"));
  return [...new Set(people)].sort().slice(0, MOST);
}

function organizationsOf(delegations: readonly Delegation[], activities: readonly Activity[]): string[] {
  const parties = activities.flatMap(({ source }) =>
    source.kind === "meeting" ? source.value.parties.map((party) => party.organization) : [],
  );
  return [...new Set([...delegations.map(({ organization }) => organization), ...parties])]
    .filter((name) => name !== "")
    .sort()
    .slice(0, MOST);
}

export interface Names {
  nameOf(name: string): string;
  titleOf(activity: Activity): string;
  attendeeName(attendee: Attendee): string;
  // "Exhibition pavilion · 300 seats"
  assetLine(asset: Asset): string;
  // "300 seats"
  sizeLine(asset: Asset): string;
}

export function useScheduleNames({ event, assets, venues, tracks, delegations, activities }: Named): Names {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const people = useMemo(() => peopleOf(activities), [activities]);
  const organizations = useMemo(() => organizationsOf(delegations, activities), [delegations, activities]);
  const directory = { staleTime: 5 * 60_000 };
  const foundPeople = useQuery(DirectoryService.method.batchGetPeople, people.length > 0 ? { names: people } : skipToken, directory);
  const foundOrganizations = useQuery(
    DirectoryService.method.batchGetOrganizations,
    organizations.length > 0 ? { names: organizations } : skipToken,
    directory,
  );

  const names = useMemo(() => {
    const known = new Map<string, string>();
    if (event) known.set(event.name, textIn(event.displayNames, language));
    for (const { name, displayNames } of foundOrganizations.data?.organizations ?? []) known.set(name, textIn(displayNames, language));
    for (const { name, displayNames, organization } of delegations)
      known.set(name, textIn(displayNames, language) || known.get(organization) || name);
    for (const { attendees } of activities)
      for (const each of attendees) known.set(personKey(each), each.displayName).set(each.who, each.displayName);
    for (const { name, names: forms, latinName } of foundPeople.data?.people ?? []) known.set(name, personLine(forms, language, latinName));
    for (const { name, displayNames } of [...assets.values(), ...venues, ...tracks]) known.set(name, textIn(displayNames, language));
    return known;
  }, [event, assets, venues, tracks, delegations, activities, foundPeople.data, foundOrganizations.data, language]);

  const titleOf = useCallback(
    (activity: Activity) => {
      const { source } = activity;
      if (source.kind === "booking") return source.value.purpose || t("kind.booking");
      const title = textIn(titlesOf(activity), language);
      if (title !== "" || source.kind === "session") return title || t("untitled");
      return (
        source.value.parties
          .map((party) => names.get(party.delegation || party.organization) ?? "")
          .filter((name) => name !== "")
          .join(" – ") || t("kind.meeting")
      );
    },
    [names, language, t],
  );

  return useMemo(() => {
    const titles = new Map(activities.map((activity) => [activity.name, titleOf(activity)]));
    const nameOf = (name: string) => names.get(name) ?? titles.get(name) ?? name.split("/").at(-1)!;
    const sizeLine = ({ capacity, seats }: Asset) =>
      capacity > 1 ? t("asset.units", { count: capacity }) : seats > 0 ? t("asset.seats", { count: seats }) : "";
    return {
      nameOf,
      titleOf,
      attendeeName: (attendee) => names.get(personKey(attendee)) || attendee.displayName || nameOf(attendee.who),
      sizeLine,
      assetLine: (asset) => [asset.venue && nameOf(asset.venue), sizeLine(asset)].filter((part) => part !== "").join(" · "),
    };
  }, [activities, names, titleOf, t]);
}
