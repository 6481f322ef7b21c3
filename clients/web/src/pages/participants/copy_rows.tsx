import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useEvent } from "../events/event_data.ts";
import { messengerText } from "./messenger_text.ts";
import type { Row } from "./row.ts";

// The list as a text for a messenger.
export function useMessengerText(): (rows: readonly Row[]) => string {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  return (rows) =>
    messengerText(rows, {
      heading: t("copy.heading", { event: textIn(event.displayNames, language), count: rows.length }),
      alone: t("noDelegation"),
    });
}

// Copies those rows as a text in the reader's language.
export function CopyRows({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation("participants");
  const { copy, copied } = useClipboard({ timeout: 2000 });
  const textOf = useMessengerText();
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      onClick={() => copy(textOf(rows))}
    >
      <span aria-live="polite">{copied ? t("copy.done") : t("copy.action")}</span>
    </Button>
  );
}
