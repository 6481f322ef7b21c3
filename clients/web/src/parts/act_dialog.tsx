import { Button, Group, Modal, Stack, type ModalProps } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct, type Touched } from "../api/change.ts";
import { Refused } from "./refused.tsx";

interface ActDialogProps {
  title: string;
  // The button's words, a verb with its object.
  action: string;
  // The other button's, where they are not "Cancel".
  cancel?: string;
  size?: NonNullable<ModalProps["size"]>;
  isReady?: boolean;
  danger?: boolean;
  // Whether a click beside it leaves it open, because much is typed into it.
  stays?: boolean;
  // What is said, so that the same thing tried again is done once.
  said: unknown;
  // What is read anew once it is done.
  touches?: Touched;
  act: (requestId: string) => Promise<unknown>;
  // What follows instead of closing.
  onDone?: () => void;
  onClose: () => void;
  // What is added to a refusal.
  explain?: (error: unknown) => ReactNode;
  // What can be done instead, at the other end of the buttons.
  instead?: ReactNode;
  children: ReactNode;
}

// One step over the page: what it does, what is to be said with it, why it is refused, and the button.
export function ActDialog({
  title,
  action,
  cancel,
  size = "md",
  isReady = true,
  danger = false,
  stays = false,
  said,
  touches,
  act: make,
  onDone,
  onClose,
  explain,
  instead,
  children,
}: ActDialogProps) {
  const { t } = useTranslation();
  const { isActing, error, act } = useAct(touches);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await act({ title, said }, make)) (onDone ?? onClose)();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeOnClickOutside={!stays} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {children}
          {error !== undefined && <Refused error={error}>{explain?.(error)}</Refused>}
          <Group justify="space-between" gap="xs">
            <div>{instead}</div>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {cancel ?? t("cancel")}
              </Button>
              <Button type="submit" loading={isActing} disabled={!isReady} {...(danger ? { color: "red" } : {})}>
                {action}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
