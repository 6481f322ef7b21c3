// What pages of control ask for.
import { useQuery } from "@connectrpc/connect-query";
import { ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useFresh } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import type { Reader } from "./item_rules.ts";

const { method } = ActionPlanService;

export const UNDER_CONTROL = "(state = ASSIGNED OR state = ACKNOWLEDGED OR state = IN_PROGRESS OR state = REPORTED OR state = RETURNED)";

export const useItems = (filter: string, { enabled = true } = {}) =>
  useAll(method.listActionItems, { filter }, (page) => page.actionItems, { enabled });

export const usePlans = () => useAll(method.listActionPlans, { orderBy: "start_date desc" }, (page) => page.actionPlans);

export const useSettings = () => useQuery(method.getControlSettings, { name: "controlSettings" });

// Whether the reader holds a role on the whole installation, and so sees all of it.
export function useSeesAll(): boolean {
  return useMe().roles.some(({ resource }) => resource === "");
}

// The reader, as the rules of items know them.
export function useReader(): Reader {
  const me = useMe();
  const settings = useSettings();
  return {
    person: me.user?.person ?? "",
    isOffice: [Role.NEGOTIATOR, Role.CONTROLLER, Role.ADMINISTRATOR].some((role) => me.has(role, "")),
    isController: me.has(Role.CONTROLLER, ""),
    chairs: settings.data?.chairs ?? [],
  };
}

// Has pages of control read anew what others change.
export function useFreshControl(): void {
  useFresh(
    "control",
    method.getControlList,
    method.listActionItems,
    method.getActionItem,
    method.listActionReports,
    method.listExtensions,
    method.listCommitments,
    method.getCommitment,
    method.listProgressNotes,
    method.listActionPlans,
    method.getActionPlan,
    method.getControlSettings,
  );
}
