import { Button, Group, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Question } from "./confirm.tsx";

interface ConfirmDialogProps {
  question: Question;
  opened: boolean;
  onAnswer: (yes: boolean) => void;
}

// A question over the page: what will happen, whom it touches, and the way back.
export function ConfirmDialog({ question, opened, onAnswer }: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={() => onAnswer(false)} title={question.title} closeButtonProps={{ "aria-label": t("close") }}>
      <Text component="div">{question.text}</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={() => onAnswer(false)}>
          {t("cancel")}
        </Button>
        <Button data-autofocus {...(question.danger ? { color: "red" } : {})} onClick={() => onAnswer(true)}>
          {question.action}
        </Button>
      </Group>
    </Modal>
  );
}
