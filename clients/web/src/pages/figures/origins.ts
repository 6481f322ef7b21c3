// What a result may have come of: events, protocols, commitments, action items.
import { ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { ProtocolService, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useQueries } from "@tanstack/react-query";
import { clientOf } from "../../api/clients.ts";
import { allPages, useAll } from "../../api/pages.ts";
import { textIn, type SpokenText } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";

export const ORIGIN_KINDS = ["events", "protocols", "commitments", "actionItems"] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

export const originKindOf = (name: string): OriginKind =>
  name.includes("/protocols/") ? "protocols" : (ORIGIN_KINDS.find((kind) => name.startsWith(`${kind}/`)) ?? "events");

const STALE_MS = 300_000;

async function textsOf(name: string): Promise<readonly SpokenText[]> {
  switch (originKindOf(name)) {
    case "events":
      return (await clientOf(EventService).getEvent({ name })).displayNames;
    case "protocols":
      return (await clientOf(ProtocolService).getProtocol({ name })).titles;
    case "commitments":
      return (await clientOf(ActionPlanService).getCommitment({ name })).texts;
    case "actionItems":
      return (await clientOf(ActionPlanService).getActionItem({ name })).titles;
  }
}

// How the reader calls those of `names` that they may see; "" of the others, and until they were read.
export function useOriginLines(names: readonly string[]): (name: string) => string {
  const language = useLanguage();
  const unique = [...new Set(names)];
  const texts = useQueries({
    queries: unique.map((name) => ({ queryKey: ["origin", name], queryFn: () => textsOf(name), staleTime: STALE_MS, retry: false })),
    combine: (results) => new Map(results.map(({ data }, i) => [unique[i]!, data ?? []])),
  });
  return (name) => textIn(texts.get(name) ?? [], language);
}

// Protocols are listed by dossier: those of all that the reader sees.
function useEveryProtocol(enabled: boolean): Protocol[] {
  const dossiers = useAll(NegotiationService.method.listNegotiations, {}, (page) => page.negotiations, { enabled });
  return useQueries({
    queries: (enabled ? (dossiers.data ?? []) : []).map(({ name }) => ({
      queryKey: ["protocols of a dossier", name],
      queryFn: () =>
        allPages(
          (pageToken) => clientOf(ProtocolService).listProtocols({ parent: name, orderBy: "date desc", pageSize: 1000, pageToken }),
          (page) => page.protocols,
        ),
      staleTime: STALE_MS,
      structuralSharing: false as const,
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
}

interface OriginChoice {
  value: string;
  label: string;
}

// Everything of a kind that a result may have come of.
export function useOriginChoices(kind: OriginKind): OriginChoice[] {
  const language = useLanguage();
  const events = useAll(EventService.method.listEvents, { orderBy: "start_time desc" }, (page) => page.events, {
    enabled: kind === "events",
  });
  const protocols = useEveryProtocol(kind === "protocols");
  const commitments = useAll(ActionPlanService.method.listCommitments, {}, (page) => page.commitments, { enabled: kind === "commitments" });
  const items = useAll(ActionPlanService.method.listActionItems, {}, (page) => page.actionItems, { enabled: kind === "actionItems" });
  const listed: { name: string; texts: readonly SpokenText[] }[] = {
    events: () => (events.data ?? []).map(({ name, displayNames }) => ({ name, texts: displayNames })),
    protocols: () => protocols.map(({ name, titles }) => ({ name, texts: titles })),
    commitments: () => (commitments.data ?? []).map(({ name, texts }) => ({ name, texts })),
    actionItems: () => (items.data ?? []).map(({ name, titles }) => ({ name, texts: titles })),
  }[kind]();
  return listed.map(({ name, texts }) => ({ value: name, label: textIn(texts, language) }));
}
