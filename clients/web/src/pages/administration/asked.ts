import { AccessService } from "@plenary/client/gen/plenary/v1/access_pb";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";

const { method } = AccessService;

export const useUsers = () => useAll(method.listUsers, {}, (page) => page.users);

export const useBindings = (filter = "") => useAll(method.listRoleBindings, { filter }, (page) => page.roleBindings);

export function useFreshAccess(): void {
  useFresh("access", method.listUsers, method.getUser, method.listRoleBindings, method.listApiTokens, method.listRegistrationLinks);
}
