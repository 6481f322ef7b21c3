import { Button, Group, Paper, Stack, Text, UnstyledButton } from "@mantine/core";
import type { FindDuplicatesResponse_Candidate as Candidate } from "@plenary/client/gen/plenary/v1/directory_pb";
import { IconChevronRight, IconPlus, IconUserQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isTitle, type Column } from "./columns.ts";
import type { Problem } from "./problems.ts";
import { RowVerdict } from "./row_state.tsx";
import { cellOf, isEmpty, nameOf, type Row } from "./rows.ts";
import { useShownText } from "./use_column_text.ts";
import type { Verdict } from "./use_judgement.ts";
import { useProblemText } from "./use_problem_text.ts";

interface PeopleCardsProps {
  rows: readonly Row[];
  problems: ReadonlyMap<string, Problem[]>;
  verdicts: ReadonlyMap<string, Verdict>;
  alike: ReadonlyMap<string, Candidate[]>;
  onOpen: (row: Row) => void;
  onAdd: () => void;
  onAlike: (row: Row) => void;
}

// The people as cards, where a table has no room.
export function PeopleCards({ rows, problems, verdicts, alike, onOpen, onAdd, onAlike }: PeopleCardsProps) {
  const { t } = useTranslation("registration");
  const shownText = useShownText();
  const texts = useProblemText();
  const people = rows.filter((row) => !isEmpty(row));
  const card = (row: Row, at: number) => {
    const ofRow = problems.get(row.key) ?? [];
    const title = (Object.keys(row.cells) as Column[]).find((column) => isTitle(column) && cellOf(row, column) !== "");
    const detail = [shownText("capacity", cellOf(row, "capacity")), title && cellOf(row, title)].filter(Boolean).join(" · ");
    return (
      <Paper key={row.key} withBorder role="listitem">
        <UnstyledButton w="100%" p="sm" onClick={() => onOpen(row)}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <div>
              <Text fw={500}>
                {at + 1}. {nameOf(row) || t("cards.noName")}
              </Text>
              {detail !== "" && (
                <Text size="sm" c="dimmed">
                  {detail}
                </Text>
              )}
              {ofRow.map((problem) => (
                <Text key={problem.column} size="sm" c={problem.severity === "error" ? "var(--bad)" : "var(--waiting)"}>
                  {texts.problem(problem)}
                </Text>
              ))}
            </div>
            <Group gap={4} wrap="nowrap" style={{ flex: "none" }}>
              <RowVerdict hasErrors={ofRow.some(({ severity }) => severity === "error")} verdict={verdicts.get(row.key)} />
              <IconChevronRight size={16} aria-hidden />
            </Group>
          </Group>
        </UnstyledButton>
        {alike.has(row.key) && (
          <Button
            m="sm"
            mt={0}
            size="xs"
            variant="light"
            color="yellow"
            leftSection={<IconUserQuestion size={16} aria-hidden />}
            onClick={() => onAlike(row)}
          >
            {t("alike.open")}
          </Button>
        )}
      </Paper>
    );
  };
  return (
    <Stack gap="xs">
      {people.length > 0 && (
        <Stack gap="xs" role="list" aria-label={t("grid.label")}>
          {people.map(card)}
        </Stack>
      )}
      <Button variant="default" size="md" leftSection={<IconPlus size={18} aria-hidden />} onClick={onAdd}>
        {t("cards.add")}
      </Button>
    </Stack>
  );
}
