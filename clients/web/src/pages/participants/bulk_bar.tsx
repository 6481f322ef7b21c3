import { Button, Group, Menu, Paper, Text } from "@mantine/core";
import { IconDots, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEvent } from "../events/event_data.ts";
import { CopyRows } from "./copy_rows.tsx";
import type { Row } from "./row.ts";
import { useRights } from "./rights.ts";
import type { UseRows } from "./use_rows.ts";
import { VerbDialog } from "./verb_dialog.tsx";
import { applies, RULES, type Verb } from "./verbs.ts";

interface BulkBarProps {
  rows: readonly Row[];
  list: UseRows;
  onClear: () => void;
}

const FIRST: readonly Verb[] = ["confirm", "accept", "decline", "changeCategory"];

// What can be done with those who are selected, and with how many of them.
export function BulkBar({ rows, list, onClear }: BulkBarProps) {
  const { t } = useTranslation("participants");
  const event = useEvent();
  const rights = useRights();
  const [verb, setVerb] = useState<Verb>();
  const countFor = (candidate: Verb) =>
    rows.filter(({ participant }) => applies(candidate, participant.state, event) && rights.may(candidate, participant.delegation)).length;
  const possible = (Object.keys(RULES) as Verb[])
    .map((candidate) => ({ candidate, count: countFor(candidate) }))
    .filter(({ count }) => count > 0);
  const shown = possible.filter(({ candidate }) => FIRST.includes(candidate)).slice(0, 3);
  const rest = possible.filter((one) => !shown.includes(one));
  return (
    <>
      <Paper
        className="not-printed"
        role="region"
        aria-label={t("selected", { count: rows.length })}
        withBorder
        shadow="md"
        radius="md"
        px="md"
        py="xs"
        pos="sticky"
        bottom={12}
        style={{ zIndex: 20 }}
      >
        <Group gap="xs">
          <Text size="sm" fw={500} mr="xs" aria-live="polite">
            {t("selected", { count: rows.length })}
          </Text>
          {shown.map(({ candidate, count }, place) => (
            <Button
              key={candidate}
              size="xs"
              variant={place === 0 && !RULES[candidate].takesAway ? "filled" : "default"}
              onClick={() => setVerb(candidate)}
            >
              {t(`act.${candidate}`, { count })}
            </Button>
          ))}
          {rest.length > 0 && (
            <Menu position="top-start" shadow="md">
              <Menu.Target>
                <Button size="xs" variant="default" leftSection={<IconDots size={14} aria-hidden />}>
                  {t("more")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {rest.map(({ candidate, count }) => (
                  <Menu.Item key={candidate} onClick={() => setVerb(candidate)}>
                    {t(`act.${candidate}`, { count })}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          <CopyRows rows={rows} />
          <Button size="xs" variant="subtle" color="gray" leftSection={<IconX size={14} aria-hidden />} onClick={onClear}>
            {t("clearSelection")}
          </Button>
        </Group>
      </Paper>
      {verb && (
        <VerbDialog
          key={verb}
          verb={verb}
          rows={rows.filter(({ participant }) => rights.may(verb, participant.delegation))}
          list={list}
          onClose={() => setVerb(undefined)}
          onDone={onClear}
        />
      )}
    </>
  );
}
