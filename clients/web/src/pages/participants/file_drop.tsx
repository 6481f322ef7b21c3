import { Button, FileButton, Progress, Stack, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { uploadFile, type FileName } from "../../api/files.ts";
import { Refused } from "../../parts/refused.tsx";
import look from "./import.module.css";

interface FileDropProps {
  onFile: (file: FileName, filename: string) => void;
}

// A spreadsheet, dropped or chosen.
export function FileDrop({ onFile }: FileDropProps) {
  const { t } = useTranslation("participants");
  const [share, setShare] = useState<number>();
  const [over, setOver] = useState(false);
  const [error, setError] = useState<unknown>();
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    setError(undefined);
    setShare(0);
    try {
      onFile(await uploadFile(file, setShare), file.name);
    } catch (refused) {
      setError(refused);
    } finally {
      setShare(undefined);
    }
  };
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
        <Text>{t("import.drop")}</Text>
        <FileButton onChange={(file) => void take(file)} accept=".xlsx,.csv,.tsv,.txt" inputProps={{ "aria-label": t("import.choose") }}>
          {(props) => (
            <Button {...props} loading={share !== undefined}>
              {t("import.choose")}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t("import.forms")}
        </Text>
        {share !== undefined && <Progress value={share * 100} w="min(100%, 320px)" aria-label={t("import.uploading")} />}
      </div>
      {error !== undefined && <Refused error={error} />}
    </Stack>
  );
}
