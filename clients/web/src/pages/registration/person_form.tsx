import { Autocomplete, Button, Drawer, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Column } from "./columns.ts";
import type { Problem, Repair } from "./problems.ts";
import type { Roster } from "./roster.ts";
import { cellOf, type Row } from "./rows.ts";
import { useCellChoices, useColumnText, useShownText } from "./use_column_text.ts";
import { useProblemText } from "./use_problem_text.ts";

interface PersonFormProps {
  row: Row;
  columns: readonly Column[];
  roster: Roster;
  problems: readonly Problem[];
  ghostOf: (row: Row, column: Column) => string;
  onChange: (column: Column, text: string) => void;
  onRepair: (repair: Repair) => void;
  onAccept: (column: Column) => void;
  onRemove: () => void;
  onNext: () => void;
  onClose: () => void;
}

const INPUT_MODES: Partial<Record<Column, "email" | "tel">> = { email: "email", phone: "tel" };

// One person's fields under each other, for a phone.
export function PersonForm(props: PersonFormProps) {
  const { row, columns, roster, problems, ghostOf, onChange, onRepair, onAccept, onRemove, onNext, onClose } = props;
  const { t } = useTranslation("registration");
  const columnText = useColumnText(roster);
  const choicesOf = useCellChoices(roster);
  const shownText = useShownText();
  const texts = useProblemText();
  return (
    <Drawer opened onClose={onClose} position="bottom" size="100%" title={t("form.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="sm" pb={96}>
        {columns.map((column, at) => {
          const problem = problems.find((each) => each.column === column);
          const choices = choicesOf(column);
          const ghost = ghostOf(row, column);
          const repairs = problem && problem.repairs.length > 0 && (
            <Group gap={4} mt={4}>
              {problem.repairs.map((repair) => (
                <Button key={repair.words} size="compact-sm" variant="default" onClick={() => onRepair(repair)}>
                  {texts.repair(repair)}
                </Button>
              ))}
            </Group>
          );
          const field = {
            label: columnText(column),
            error: problem?.severity === "error" ? texts.problem(problem) : undefined,
            description: problem?.severity === "question" ? texts.problem(problem) : undefined,
            placeholder: ghost,
            size: "md" as const,
          };
          const text = cellOf(row, column);
          return (
            <div key={column}>
              {choices === undefined ||
              (text !== "" && shownText(column, text) === text && !choices.some(({ value }) => value === text)) ? (
                choices === undefined ? (
                  <TextInput
                    {...field}
                    inputMode={INPUT_MODES[column]}
                    data-autofocus={at === 0 || undefined}
                    value={text}
                    onChange={(event) => onChange(column, event.currentTarget.value)}
                  />
                ) : (
                  <Autocomplete
                    {...field}
                    data={choices.map(({ label }) => label)}
                    value={text}
                    onChange={(typed) => onChange(column, typed)}
                  />
                )
              ) : (
                <Select
                  {...field}
                  clearable
                  data={choices}
                  value={choices.find(({ value, label }) => value === text || label === shownText(column, text))?.value ?? null}
                  onChange={(value) => onChange(column, value ?? "")}
                />
              )}
              {column === "latin" && ghost !== "" && text === "" && (
                <Button size="compact-sm" variant="default" mt={4} onClick={() => onAccept(column)}>
                  {t("form.accept", { text: ghost })}
                </Button>
              )}
              {repairs}
            </div>
          );
        })}
        <Group justify="space-between" mt="sm">
          <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
            {t("row.remove")}
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={onNext}>
              {t("form.next")}
            </Button>
            <Button onClick={onClose}>{t("form.done")}</Button>
          </Group>
        </Group>
      </Stack>
    </Drawer>
  );
}
