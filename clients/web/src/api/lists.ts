// Lists that several areas show, each whole.
import { ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { IndicatorService } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useAll } from "./pages.ts";

export const useDossiers = () => useAll(NegotiationService.method.listNegotiations, {}, (page) => page.negotiations);

export const useCommitments = (filter: string, { enabled = true } = {}) =>
  useAll(ActionPlanService.method.listCommitments, { filter }, (page) => page.commitments, { enabled });

// The latest first.
export const useResults = (filter: string, { enabled = true } = {}) =>
  useAll(IndicatorService.method.listResults, { filter, orderBy: "date desc" }, (page) => page.results, { enabled });
