// Who is signed in, and as what.
import { createConnectQueryKey, useSuspenseQuery } from "@connectrpc/connect-query";
import { AccessService, type HeldRole, type User, type WhoAmIResponse } from "@plenary/client/gen/plenary/v1/access_pb";
import type { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useMemo } from "react";
import { LANGUAGES, type Language } from "../i18n/languages.ts";
import { useLanguage } from "../i18n/use_language.ts";
import { forgetKept } from "./kept.ts";
import { queryClient } from "./queries.ts";
import { transport } from "./transport.ts";

// Asked once a session; a sign-in asks anew.
export const WHO_AM_I = { staleTime: Infinity, gcTime: Infinity };

export const whoAmIKey = createConnectQueryKey({
  schema: AccessService.method.whoAmI,
  input: {},
  transport,
  cardinality: "finite",
});

export interface Me {
  // Unset for a registration link.
  user: User | undefined;
  roles: HeldRole[];
  // How the reader is called: the display name, else the id; "" for a registration link.
  name: string;
  // The application's languages, the reader's first.
  languages: Language[];
  // Whether the reader holds `role` on `resource` or on something it lies in; without a resource,
  // whether anywhere.
  has(role: Role, resource?: string): boolean;
  // Whether a registration link was used instead of an account.
  isLink: boolean;
}

// Whether a role held on `held` ("": everywhere) counts for `resource`.
export function covers(held: string, resource: string): boolean {
  return held === "" || resource === held || resource.startsWith(`${held}/`);
}

export function meOf(answer: WhoAmIResponse, language: Language): Me {
  return {
    user: answer.user,
    roles: answer.roles,
    name: answer.user?.displayName || (answer.user?.name.split("/")[1] ?? ""),
    languages: [language, ...LANGUAGES.filter((other) => other !== language)],
    has: (role, resource) => answer.roles.some((held) => held.role === role && (resource === undefined || covers(held.resource, resource))),
    isLink: answer.caller.startsWith("registrationLinks/"),
  };
}

// The reader. Suspends until it is known; the frame asks before any page does.
export function useMe(): Me {
  const language = useLanguage();
  const { data } = useSuspenseQuery(AccessService.method.whoAmI, {}, WHO_AM_I);
  return useMemo(() => meOf(data, language), [data, language]);
}

// Who is signed in, for what is kept apart by reader: a user, a registration link, or "" before it is
// known.
export function readerNow(): string {
  const answer = queryClient.getQueryData<WhoAmIResponse>(whoAmIKey);
  return answer?.user?.name ?? answer?.caller ?? "";
}

// Forgets whatever was read as somebody else.
export function forgetReader(): void {
  queryClient.clear();
  forgetKept();
}
