import { ActionIcon, Button, Checkbox, FileButton, Group, Popover, ScrollArea, Stack, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconClipboardList, IconColumns3, IconFileSpreadsheet } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Column } from "./columns.ts";
import look from "./registration.module.css";
import type { Roster } from "./roster.ts";
import type { PeopleTable } from "./use_table.ts";
import { useColumnText } from "./use_column_text.ts";

interface SourcesProps {
  table: PeopleTable;
  roster: Roster;
  columns: readonly Column[];
  shown: readonly Column[];
  onShown: (columns: Column[]) => void;
  onPaste: () => void;
  onFile: (file: File) => void;
}

// Those that a person cannot do without.
const ALWAYS: readonly Column[] = ["family", "given"];

// Where people come from, and what the table shows.
export function Sources({ table, roster, columns, shown, onShown, onPaste, onFile }: SourcesProps) {
  const { t } = useTranslation("registration");
  const columnText = useColumnText(roster);
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <Button variant="default" leftSection={<IconClipboardList size={16} aria-hidden />} onClick={onPaste}>
          {t("sources.paste")}
        </Button>
        <FileButton accept=".xlsx,.csv,.tsv,.txt,.xls" onChange={(file) => file && onFile(file)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileSpreadsheet size={16} aria-hidden />}>
              {t("sources.file")}
            </Button>
          )}
        </FileButton>
      </Group>
      <Group gap={4} visibleFrom="sm">
        <Tooltip label={t("sources.undo")}>
          <ActionIcon
            className={look.tool}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("sources.undo")}
            disabled={!table.canUndo}
            onClick={() => table.dispatch({ do: "undo" })}
          >
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("sources.redo")}>
          <ActionIcon
            className={look.tool}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("sources.redo")}
            disabled={!table.canRedo}
            onClick={() => table.dispatch({ do: "redo" })}
          >
            <IconArrowForwardUp size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Popover position="bottom-end" trapFocus returnFocus>
          <Popover.Target>
            <Button variant="subtle" color="gray" leftSection={<IconColumns3 size={16} aria-hidden />}>
              {t("sources.columns")}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <ScrollArea.Autosize mah={400}>
              <Stack gap={8}>
                {columns.map((column) => (
                  <Checkbox
                    key={column}
                    size="sm"
                    label={columnText(column)}
                    checked={shown.includes(column)}
                    disabled={ALWAYS.includes(column)}
                    onChange={(event) =>
                      onShown(columns.filter((each) => (each === column ? event.currentTarget.checked : shown.includes(each))))
                    }
                  />
                ))}
              </Stack>
            </ScrollArea.Autosize>
          </Popover.Dropdown>
        </Popover>
      </Group>
    </Group>
  );
}
