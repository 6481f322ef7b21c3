import { Alert, Button, Group, Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatTime, ownZone } from "../../parts/when.ts";
import { waiting } from "./outbox.ts";
import type { Outbox } from "./use_outbox.ts";

interface ConnectionNoteProps {
  isLost: boolean;
  // When what is shown was read; undefined where nothing was.
  readAt: number | undefined;
  outbox: Outbox;
}

// Says plainly what is old and what is not sent yet.
export function ConnectionNote({ isLost, readAt, outbox }: ConnectionNoteProps) {
  const { t } = useTranslation("today");
  const language = useLanguage();
  const unsent = waiting(outbox.marks).length;
  const refused = outbox.marks.filter((mark) => mark.refused !== undefined);
  const isTold = isLost || (unsent > 0 && !outbox.isSending);
  return (
    <div aria-live="polite">
      {isTold && (
        <Alert color="orange" variant="light" icon={<IconCloudOff size={18} aria-hidden />} p="sm">
          {isLost && (
            <Text size="sm">
              {readAt === undefined ? t("offline.never") : t("offline.read", { time: formatTime(new Date(readAt), language, ownZone()) })}
            </Text>
          )}
          {unsent > 0 && <Text size="sm">{t("offline.waiting", { count: unsent })}</Text>}
          {unsent > 0 && (
            <Button size="compact-sm" variant="default" mt="xs" onClick={outbox.retry}>
              {t("offline.retry")}
            </Button>
          )}
        </Alert>
      )}
      {!isTold && unsent > 0 && (
        <Text size="sm" c="dimmed">
          {t("offline.sending", { count: unsent })}
        </Text>
      )}
      {refused.map((mark) => (
        <Alert key={mark.id} color="red" variant="light" p="sm" mt="xs">
          <Group justify="space-between" gap="xs">
            <Text size="sm">{t("offline.refused", { why: mark.refused })}</Text>
            <Button size="compact-sm" variant="default" onClick={() => outbox.forget(mark.id)}>
              {t("offline.forget")}
            </Button>
          </Group>
        </Alert>
      ))}
    </div>
  );
}
