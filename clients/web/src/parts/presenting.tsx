import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import { usePresentingMode } from "./reader_settings.ts";

// Whether the page is on a projector, where positions, telephones and passports stay hidden.
export function usePresenting(): boolean {
  return usePresentingMode()[0];
}

// Shows what is inside, except on a projector.
export function NotWhenPresenting({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return usePresenting() ? <span className="hidden-here">{t("presenting.hidden")}</span> : children;
}
