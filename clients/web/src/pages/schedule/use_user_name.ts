import { useQuery } from "@connectrpc/connect-query";
import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me.ts";

// What a user ("users/…") is called. Only administrators and auditors may know of others.
export function useUserName(): (user: string) => string {
  const { t } = useTranslation("schedule");
  const me = useMe();
  const mayKnow = me.has(Role.ADMINISTRATOR) || me.has(Role.AUDITOR);
  const users = useQuery(AccessService.method.listUsers, { pageSize: 1000 }, { enabled: mayKnow, staleTime: Infinity });
  return (name) => {
    if (name === "") return "";
    if (name === me.user?.name) return me.name;
    const user = users.data?.users.find((each) => each.name === name);
    return user?.displayName || t("colleague");
  };
}
