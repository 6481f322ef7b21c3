import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../parts/refused.tsx";
import { useChange } from "../negotiations/change.ts";

interface ActDialogProps {
  title: string;
  // The button's words, a verb with its object.
  action: string;
  isReady?: boolean;
  danger?: boolean;
  // What is said, so that the same thing tried again is done once.
  said: unknown;
  act: (requestId: string) => Promise<unknown>;
  // What follows instead of closing.
  onDone?: () => void;
  onClose: () => void;
  children: ReactNode;
}

// One step over the page: what is to be said with it, and the button.
export function ActDialog({ title, action, isReady = true, danger = false, said, act, onDone, onClose, children }: ActDialogProps) {
  const { t } = useTranslation("control");
  const change = useChange();
  const [error, setError] = useState<unknown>();
  const [isActing, setIsActing] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsActing(true);
    setError(undefined);
    try {
      await change({ title, said }, act);
      (onDone ?? onClose)();
    } catch (refused) {
      setError(refused);
    } finally {
      setIsActing(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {children}
          {error !== undefined && <Refused error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isActing} disabled={!isReady} {...(danger ? { color: "red" } : {})}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
