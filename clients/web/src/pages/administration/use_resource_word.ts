import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { clientOf } from "../../api/clients.ts";
import { textIn, type SpokenText } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useOrganizationLines } from "../../parts/directory.ts";

interface Named {
  texts: SpokenText[];
  organization: string;
}

async function find(name: string): Promise<Named> {
  if (name.startsWith("negotiations/"))
    return { texts: (await clientOf(NegotiationService).getNegotiation({ name })).displayNames, organization: "" };
  if (!name.includes("/delegations/")) return { texts: (await clientOf(EventService).getEvent({ name })).displayNames, organization: "" };
  const { displayNames, organization } = await clientOf(DelegationService).getDelegation({ name });
  return { texts: displayNames, organization };
}

// How that on which a role is bound is called: an event, a delegation with its event, a negotiation, or
// all of it.
export function useResourceWord(names: readonly string[]): (name: string) => string {
  const { t } = useTranslation("administration");
  const language = useLanguage();
  const wanted = [...new Set(names.flatMap((name) => (name === "" ? [] : [name, name.split("/").slice(0, 2).join("/")])))];
  const found = useQueries({
    queries: wanted.map((name) => ({ queryKey: ["resource word", name], queryFn: () => find(name), staleTime: 300_000, retry: false })),
    combine: (results) => new Map(results.flatMap(({ data }, i) => (data ? [[wanted[i]!, data] as const] : []))),
  });
  const organization = useOrganizationLines([...found.values()].map((each) => each.organization));
  const own = (name: string) => {
    const named = found.get(name);
    return named ? textIn(named.texts, language) || organization(named.organization) : "";
  };
  return (name) => {
    if (name === "") return t("everywhere");
    const whole = name.split("/").slice(0, 2).join("/");
    return (name === whole ? own(name) : [own(name), own(whole)].filter((part) => part !== "").join(", ")) || name;
  };
}
