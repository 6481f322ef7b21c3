import { Button, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatInstant, ownZone } from "../../parts/when.ts";

interface DraftNoticeProps {
  restoredAt: Date | undefined;
  onDiscard: () => void;
}

// Says that what stands in the form was typed before, and lets it go.
export function DraftNotice({ restoredAt, onDiscard }: DraftNoticeProps) {
  const { t } = useTranslation("directory");
  const language = useLanguage();
  if (restoredAt === undefined) return null;
  return (
    <Group gap="xs" role="status">
      <IconHistory size={18} aria-hidden />
      <Text size="sm">{t("draft.restored", { when: formatInstant(restoredAt, language, ownZone(), "short") })}</Text>
      <Button size="compact-sm" variant="subtle" onClick={onDiscard}>
        {t("draft.discard")}
      </Button>
    </Group>
  );
}
