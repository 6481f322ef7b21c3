import { Button, Kbd, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import look from "./grid.module.css";
import type { Problem, Repair } from "./problems.ts";
import { useProblemText } from "./use_problem_text.ts";

interface ProblemBarProps {
  id: string;
  // Which cell: "Family name, row 3".
  place: string;
  problem: Problem | undefined;
  // What the empty cell would become.
  ghost: string;
  onRepair: (repair: Repair) => void;
  onAccept: (() => void) | undefined;
}

// Below the table: what is wrong with the active cell and what mends it; else which keys there are.
export function ProblemBar({ id, place, problem, ghost, onRepair, onAccept }: ProblemBarProps) {
  const { t } = useTranslation("registration");
  const texts = useProblemText();
  return (
    <div className={look.bar} aria-live="polite">
      {problem && (
        <>
          <Text id={id} size="sm" fw={500} c={problem.severity === "error" ? "var(--bad)" : "var(--waiting)"}>
            {place}: {texts.problem(problem)}
          </Text>
          {problem.repairs.map((repair, at) => (
            <Button key={repair.words} size="compact-sm" variant="default" onClick={() => onRepair(repair)}>
              {texts.repair(repair)}
              {at === 0 && (
                <Kbd ml={8} size="xs">
                  Alt Enter
                </Kbd>
              )}
            </Button>
          ))}
        </>
      )}
      {!problem && ghost !== "" && onAccept && (
        <>
          <Text size="sm">{t("grid.proposed", { text: ghost })}</Text>
          <Button size="compact-sm" variant="default" onClick={onAccept}>
            {t("grid.accept")}
            <Kbd ml={8} size="xs">
              Alt Enter
            </Kbd>
          </Button>
        </>
      )}
      {!problem && !(ghost !== "" && onAccept) && <span className={look.keys}>{t("grid.keys")}</span>}
    </div>
  );
}
