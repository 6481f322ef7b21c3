import { Button, FileButton, Progress, Stack, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileName } from "../../api/files.ts";
import { Refused } from "../../parts/refused.tsx";
import look from "./import.module.css";
import { SPREADSHEETS, useUpload } from "./use_upload.ts";

interface FileDropProps {
  onFile: (file: FileName, filename: string) => void;
}

// A spreadsheet, dropped or chosen.
export function FileDrop({ onFile }: FileDropProps) {
  const { t } = useTranslation("imports");
  const { take, share, error } = useUpload(onFile);
  const [over, setOver] = useState(false);
  return (
    <Stack gap="md">
      <div
        className={look.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <IconFileUpload size={32} stroke={1.5} aria-hidden />
        <Text>{t("drop")}</Text>
        <FileButton onChange={(file) => void take(file)} accept={SPREADSHEETS} inputProps={{ "aria-label": t("choose") }}>
          {(props) => (
            <Button {...props} loading={share !== undefined}>
              {t("choose")}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t("forms")}
        </Text>
        {share !== undefined && <Progress value={share * 100} w="min(100%, 320px)" aria-label={t("uploading")} />}
      </div>
      {error !== undefined && <Refused error={error} />}
    </Stack>
  );
}
