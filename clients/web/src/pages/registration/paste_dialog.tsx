import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState, type ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { readClipboard, readLoose } from "./list/clipboard.ts";
import type { Table } from "./list/guess.ts";

interface PasteDialogProps {
  onTable: (table: Table) => void;
  onClose: () => void;
}

// A place to paste into, for whoever has no table before them: on a phone, or from a letter.
export function PasteDialog({ onTable, onClose }: PasteDialogProps) {
  const { t } = useTranslation("registration");
  const [text, setText] = useState("");
  const onPaste = (event: ClipboardEvent) => {
    const table = readClipboard(event.clipboardData.getData("text/html"), event.clipboardData.getData("text/plain"));
    if (table.length === 0) return;
    event.preventDefault();
    onTable(table);
  };
  return (
    <Modal opened onClose={onClose} title={t("paste.title")} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("paste.explain")}
        </Text>
        <Textarea
          data-autofocus
          aria-label={t("paste.title")}
          placeholder={t("paste.placeholder")}
          minRows={6}
          maxRows={12}
          autosize
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onPaste={onPaste}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("list.cancel")}
          </Button>
          <Button disabled={text.trim() === ""} onClick={() => onTable(readLoose(text))}>
            {t("paste.read")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
