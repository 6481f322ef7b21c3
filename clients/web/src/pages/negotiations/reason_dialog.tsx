import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../parts/refused.tsx";
import { useChange } from "./change.ts";

interface ReasonDialogProps {
  title: string;
  // The button's words, a verb with its object.
  action: string;
  // What is asked: "Why", or "In what".
  label: string;
  isOptional?: boolean;
  danger?: boolean;
  act: (reason: string, requestId: string) => Promise<unknown>;
  onClose: () => void;
}

// Asks why, and acts.
export function ReasonDialog({ title, action, label, isOptional = false, danger = false, act, onClose }: ReasonDialogProps) {
  const { t } = useTranslation("negotiations");
  const change = useChange();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>();
  const [isActing, setIsActing] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsActing(true);
    try {
      await change({ title, reason }, (requestId) => act(reason.trim(), requestId));
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setIsActing(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("form.close") }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Textarea
            label={label}
            required={!isOptional}
            autosize
            minRows={3}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {error !== undefined && <Refused error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("form.cancel")}
            </Button>
            <Button type="submit" loading={isActing} disabled={!isOptional && reason.trim() === ""} {...(danger ? { color: "red" } : {})}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
