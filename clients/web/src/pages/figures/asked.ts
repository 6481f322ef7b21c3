// What pages of figures ask for.
import { IndicatorService } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useFresh } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";

const { method } = IndicatorService;

export const useIndicators = () => useAll(method.listIndicators, {}, (page) => page.indicators);

// Those that stand; with `latest` false every revision.
export const useFigures = (indicator: string, filter = "latest = true") =>
  useAll(method.listFigures, { parent: indicator, filter }, (page) => page.figures, { enabled: indicator !== "" });

export function useMayWrite(): boolean {
  const me = useMe();
  return [Role.NEGOTIATOR, Role.CONTROLLER, Role.ADMINISTRATOR].some((role) => me.has(role, ""));
}

export function useFreshFigures(): void {
  useFresh(
    "figures",
    method.listIndicators,
    method.listFigures,
    method.compareFigures,
    method.listResults,
    method.getFigure,
    method.batchGetFigures,
  );
}
