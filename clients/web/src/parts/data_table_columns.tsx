import { ActionIcon, Checkbox, Popover, Stack, Text } from "@mantine/core";
import { IconColumns } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface ColumnChooserProps {
  columns: readonly { id: string; header: string }[];
  shown: readonly string[];
  onShown: (ids: string[]) => void;
}

// Which columns of a table are there; the first one always is.
export function ColumnChooser({ columns, shown, onShown }: ColumnChooserProps) {
  const { t } = useTranslation("table");
  const choose = (ids: string[]) => onShown(columns.map((column) => column.id).filter((id) => ids.includes(id)));
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("chooseColumns")} title={t("chooseColumns")}>
          <IconColumns size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown mah="min(60dvh, 420px)" style={{ overflowY: "auto" }}>
        <Text size="sm" fw={600} mb="xs">
          {t("columns")}
        </Text>
        <Checkbox.Group value={[...shown]} onChange={choose} aria-label={t("columns")}>
          <Stack gap="xs">
            {columns.map(({ id, header }, place) => (
              <Checkbox key={id} value={id} label={header} disabled={place === 0} size="sm" />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
