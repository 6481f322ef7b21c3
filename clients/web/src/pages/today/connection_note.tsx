import { Alert, Button, Group, Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay, formatInstant, formatTime, ownZone } from "../../parts/when.ts";
import { waiting } from "./outbox.ts";
import type { Outbox } from "./use_outbox.ts";

interface ConnectionNoteProps {
  isLost: boolean;
  // When what is shown was read; undefined where nothing was.
  readAt: number | undefined;
  // Whether that was before the page was opened, and has not been read anew yet.
  isKept: boolean;
  // Where there is something to send.
  outbox?: Outbox;
}

// "14:20"; of another day with that.
function momentOf(readAt: number, language: Language): string {
  const [then, zone] = [new Date(readAt), ownZone()];
  const isToday = formatDay(then, language, zone) === formatDay(new Date(), language, zone);
  return isToday ? formatTime(then, language, zone) : formatInstant(then, language, zone, "short");
}

const LONG_MS = 2_000;

// Whether something has been so for a while.
function useIsLong(isSo: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isSo]);
  return isLong;
}

// Says plainly what is old and what is not sent yet.
export function ConnectionNote({ isLost, readAt, isKept, outbox }: ConnectionNoteProps) {
  const { t } = useTranslation("today");
  const language = useLanguage();
  const marks = outbox?.marks ?? [];
  const unsent = waiting(marks).length;
  const refused = marks.filter((mark) => mark.refused !== undefined);
  const isSlow = useIsLong(isKept);
  const isTold = isLost || (unsent > 0 && !outbox?.isSending);
  return (
    <div aria-live="polite">
      {isTold && (
        <Alert color="orange" variant="light" icon={<IconCloudOff size={18} aria-hidden />} p="sm">
          {isLost && (
            <Text size="sm">{readAt === undefined ? t("offline.never") : t("offline.read", { time: momentOf(readAt, language) })}</Text>
          )}
          {unsent > 0 && <Text size="sm">{t("offline.waiting", { count: unsent })}</Text>}
          {unsent > 0 && (
            <Button size="compact-sm" variant="default" mt="xs" onClick={outbox?.retry}>
              {t("offline.retry")}
            </Button>
          )}
        </Alert>
      )}
      {!isLost && isSlow && readAt !== undefined && (
        <Text size="sm" c="dimmed">
          {t("offline.reading", { time: momentOf(readAt, language) })}
        </Text>
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
            <Button size="compact-sm" variant="default" onClick={() => outbox?.forget(mark.id)}>
              {t("offline.forget")}
            </Button>
          </Group>
        </Alert>
      ))}
    </div>
  );
}
