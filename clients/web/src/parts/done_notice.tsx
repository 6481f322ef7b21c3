import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface DoneNoticeProps {
  text: string;
  // Takes back what was done.
  onUndo: () => Promise<void>;
}

// What was done, and the way back.
export function DoneNotice({ text, onUndo }: DoneNoticeProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  return (
    <Group justify="space-between" gap="4px 12px">
      <Text size="sm" style={{ flex: "1 1 120px" }}>
        {text}
      </Text>
      <Button
        size="compact-sm"
        variant="subtle"
        style={{ flex: "none" }}
        loading={busy}
        onClick={() => {
          setBusy(true);
          void onUndo().finally(() => setBusy(false));
        }}
      >
        {t("undo")}
      </Button>
    </Group>
  );
}
