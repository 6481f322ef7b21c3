import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Problem, Repair } from "./problems.ts";

interface ProblemTexts {
  // What is wrong: "A Latin letter stands among Russian ones".
  problem: (problem: Problem) => string;
  // The button that mends it: "Write «Сидоров»".
  repair: (repair: Repair) => string;
}

export function useProblemText(): ProblemTexts {
  const { t } = useTranslation("registration");
  const problem = useCallback(({ kind, params }: Problem) => t(`problem.${kind}`, params ?? {}), [t]);
  const repair = useCallback(
    ({ words, params }: Repair) => t(`repair.${words}`, params?.capacity ? { capacity: t(`capacity.${params.capacity}`) } : (params ?? {})),
    [t],
  );
  return { problem, repair };
}
