// What people, assets and activities are called that an explanation names.
import { useQuery } from "@connectrpc/connect-query";
import { AssetService } from "@plenary/client/gen/plenary/v1/assets_pb";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import type { ActivityExplanation, PlanConstraint, Remedy } from "@plenary/client/gen/plenary/v1/planning_pb";
import { ScheduleService, ScheduleView } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { personLine } from "../../parts/names.ts";
import type { PlanData } from "./plan_data.ts";

export interface PlanNames {
  person(name: string): string;
  activity(name: string): string;
  // "Table 1 and 3 like it"
  assets(names: readonly string[]): string;
}

const unique = (names: readonly string[]) => [...new Set(names.filter((name) => name !== ""))].sort();

// The resources that are named there.
export function namedIn(
  explanations: readonly ActivityExplanation[],
  remedies: readonly Remedy[],
  conflict: readonly PlanConstraint[] = [],
) {
  const constraints = [...explanations.flatMap((each) => each.constraints), ...conflict];
  const steps = remedies.flatMap((each) => each.steps);
  return {
    people: unique([...constraints, ...steps].map(({ person }) => person)),
    activities: unique([
      ...constraints.flatMap(({ activity, occupiedBy }) => [activity, ...occupiedBy]),
      ...steps.map(({ activity }) => activity),
    ]),
    assets: unique([...constraints, ...steps].flatMap(({ assets }) => assets)),
  };
}

export function usePlanNames(data: PlanData, named: ReturnType<typeof namedIn>): PlanNames {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const parent = data.event.name;
  const isOf = (collection: string) => (name: string) => name.includes(collection);
  const peopleNames = named.people.filter((name) => name.startsWith("people/"));
  const participantNames = named.people.filter(isOf("/participants/"));
  const sessionNames = named.activities.filter(isOf("/sessions/"));
  const people = useQuery(DirectoryService.method.batchGetPeople, { names: peopleNames }, { enabled: peopleNames.length > 0 });
  const participants = useQuery(
    DelegationService.method.batchGetParticipants,
    { parent, names: participantNames },
    { enabled: participantNames.length > 0 },
  );
  const sessions = useQuery(
    ScheduleService.method.batchGetSessions,
    { parent, names: sessionNames, view: ScheduleView.WORK_IN_PROGRESS },
    { enabled: sessionNames.length > 0 },
  );
  const assets = useQuery(AssetService.method.batchGetAssets, { names: named.assets }, { enabled: named.assets.length > 0 });

  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { name, names: forms, latinName } of people.data?.people ?? []) names.set(name, personLine(forms, language, latinName));
    for (const { name, displayName } of participants.data?.participants ?? []) names.set(name, displayName);
    for (const { name, titles } of sessions.data?.sessions ?? []) names.set(name, textIn(titles, language));
    for (const { name, displayNames } of assets.data?.assets ?? []) names.set(name, textIn(displayNames, language));
    for (const request of data.requests) names.set(request.name, data.sidesOfRequest(request).join(" – "));
    for (const meeting of data.meetings) names.set(meeting.name, textIn(meeting.titles, language) || data.sidesOf(meeting).join(" – "));
    const nameOr = (name: string, otherwise: string) => names.get(name) || otherwise;
    return {
      person: (name) => nameOr(name, t("constraint.someone")),
      activity: (name) => nameOr(name, t("constraint.something")),
      assets: (all) => {
        const first = nameOr(all[0] ?? "", all[0]?.split("/")[1] ?? "");
        return all.length > 1 ? t("constraint.like", { asset: first, count: all.length - 1 }) : first;
      },
    };
  }, [people.data, participants.data, sessions.data, assets.data, data, language, t]);
}

// The names of assets, in their order.
export function useAssetNames(names: readonly string[]): string[] {
  const language = useLanguage();
  const assets = useQuery(AssetService.method.batchGetAssets, { names: [...names] }, { enabled: names.length > 0 });
  return (assets.data?.assets ?? []).map(({ displayNames }) => textIn(displayNames, language));
}
