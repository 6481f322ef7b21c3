import { Button, Stack, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Problem, Repair } from "./problems.ts";
import type { Roster } from "./roster.ts";
import { nameOf, type Row } from "./rows.ts";
import { useColumnText } from "./use_column_text.ts";
import { useProblemText } from "./use_problem_text.ts";
import look from "./attention.module.css";

interface AttentionProps {
  rows: readonly Row[];
  problems: ReadonlyMap<string, Problem[]>;
  roster: Roster;
  sureRepairs: number;
  onRepair: (row: Row, repair: Repair) => void;
  onRepairAll: () => void;
  onOpen: (row: number, problem: Problem) => void;
}

const MOST = 5;

// What has to be mended, each with the one click that mends it.
export function Attention({ rows, problems, roster, sureRepairs, onRepair, onRepairAll, onOpen }: AttentionProps) {
  const { t } = useTranslation("registration");
  const texts = useProblemText();
  const columnText = useColumnText(roster);
  const all = rows.flatMap((row, at) => (problems.get(row.key) ?? []).map((problem) => ({ row, at, problem })));
  const shown = [...all]
    .sort((one, other) => Number(other.problem.severity === "error") - Number(one.problem.severity === "error"))
    .slice(0, MOST);
  return (
    <Stack gap="sm">
      {sureRepairs > 1 && (
        <Button size="xs" variant="light" onClick={onRepairAll}>
          {t("attention.repairAll", { count: sureRepairs })}
        </Button>
      )}
      {shown.map(({ row, at, problem }) => (
        <div key={`${row.key} ${problem.column}`} className={`${look.item} ${look[problem.severity]}`}>
          <UnstyledButton className={look.place} onClick={() => onOpen(at, problem)}>
            {t("attention.place", { row: at + 1, name: nameOf(row), column: columnText(problem.column) })}
          </UnstyledButton>
          <Text size="sm">{texts.problem(problem)}</Text>
          {problem.repairs.map((repair) => (
            <Button key={repair.words} size="compact-xs" mt={4} mr={4} variant="default" onClick={() => onRepair(row, repair)}>
              {texts.repair(repair)}
            </Button>
          ))}
        </div>
      ))}
      {all.length > MOST && (
        <Text size="sm" c="dimmed">
          {t("attention.more", { count: all.length - MOST })}
        </Text>
      )}
    </Stack>
  );
}
