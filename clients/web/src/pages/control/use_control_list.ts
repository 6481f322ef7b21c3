import { useQuery } from "@connectrpc/connect-query";
import type { ConnectError } from "@connectrpc/connect";
import { ActionPlanService, type Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { keepPreviousData } from "@tanstack/react-query";
import { UNDER_CONTROL, useItems } from "./asked.ts";
import { sectionsOfAll, sectionsOfList, type Section } from "./sections.ts";
import { useCommitments } from "../../api/lists.ts";

const MOST = 1000;

interface Asked {
  // "mine", "all", or the name of a person or an organization.
  whose: string;
  date: string;
  days: number;
}

interface ControlListAsked {
  sections: Section[] | undefined;
  silent: readonly Commitment[];
  error: ConnectError | null;
  retry: () => void;
}

// The list of somebody, or of everybody.
export function useControlList({ whose, date, days }: Asked): ControlListAsked {
  const isAll = whose === "all";
  const list = useQuery(
    ActionPlanService.method.getControlList,
    { subject: whose === "mine" ? "" : whose, date, days, sectionSize: MOST },
    { enabled: !isAll, placeholderData: keepPreviousData, structuralSharing: false },
  );
  const items = useItems(UNDER_CONTROL, { enabled: isAll });
  const silent = useCommitments("silent = true", { enabled: isAll });
  if (!isAll) {
    return {
      sections: list.data && sectionsOfList(list.data),
      silent: list.data?.silent ?? [],
      error: list.error,
      retry: () => void list.refetch(),
    };
  }
  return {
    sections: items.data && sectionsOfAll(items.data, date, days),
    silent: silent.data ?? [],
    error: items.error ?? silent.error,
    retry: () => {
      void items.refetch();
      void silent.refetch();
    },
  };
}
