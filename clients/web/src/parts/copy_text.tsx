import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface CopyTextProps {
  // What is copied; a function where it is dear to make.
  text: string | (() => string);
  // The button's words: "Copy the programme".
  label: string;
}

// Puts a text on the clipboard, for a messenger or a letter, and says that it is there.
export function CopyText({ text, label }: CopyTextProps) {
  const { t } = useTranslation();
  const { copy, copied } = useClipboard({ timeout: 2000 });
  return (
    <Button
      variant="default"
      leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      onClick={() => copy(typeof text === "string" ? text : text())}
    >
      <span aria-live="polite">{copied ? t("copied") : label}</span>
    </Button>
  );
}
