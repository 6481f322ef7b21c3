import { Alert, Anchor, Group, Loader, Text } from "@mantine/core";
import { IconFileCheck } from "@tabler/icons-react";
import { ExportMetadataSchema, ExportResponseSchema } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { downloadHref } from "../../api/files.ts";
import { useOperation } from "../../api/operations.ts";
import { Refused } from "../../parts/refused.tsx";

interface ExportProgressProps {
  operation: string;
  onClose: () => void;
}

// How far an export is, and then the file.
export function ExportProgress({ operation, onClose }: ExportProgressProps) {
  const { t } = useTranslation("participants");
  const { progress, done, error, response } = useOperation(operation, ExportMetadataSchema, ExportResponseSchema);
  if (error) return <Refused error={error} />;
  return (
    <Alert
      color={done ? "teal" : "blue"}
      variant="light"
      role="status"
      withCloseButton
      onClose={onClose}
      closeButtonLabel={t("close")}
      icon={done ? <IconFileCheck size={20} aria-hidden /> : <Loader size={18} />}
    >
      {done && response ? (
        <Group gap="sm">
          <Text size="sm">{t("export.ready", { count: Number(response.rows) })}</Text>
          <Anchor size="sm" fw={500} href={downloadHref(response.file)} download>
            {t("export.download")}
          </Anchor>
        </Group>
      ) : (
        <Text size="sm">{t("export.writing", { count: Number(progress?.rowsDone ?? 0n) })}</Text>
      )}
    </Alert>
  );
}
