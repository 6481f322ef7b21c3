import { Alert, Button, Group, Text } from "@mantine/core";
import { IconFileAlert } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileFault } from "./list/file.ts";
import notice from "./registration.module.css";

interface FileFaultProps {
  fault: FileFault;
  file: File;
  onImport: () => void;
  onClose: () => void;
}

// Why a file was not taken into the table, and what to do instead.
export function FileFaultAlert({ fault, file, onImport, onClose }: FileFaultProps) {
  const { t } = useTranslation("registration");
  const isLarge = fault === "tooLarge";
  return (
    <Alert
      color={isLarge ? "blue" : "red"}
      variant="light"
      className={isLarge ? notice.tentative : notice.bad}
      radius="md"
      role="alert"
      icon={<IconFileAlert size={20} aria-hidden />}
      title={t(`file.${fault}.title`, { file: file.name })}
      withCloseButton
      closeButtonLabel={t("close")}
      onClose={onClose}
    >
      <Text size="sm">{t(`file.${fault}.text`)}</Text>
      {isLarge && (
        <Group mt="xs">
          <Button size="xs" onClick={onImport}>
            {t("file.import")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
