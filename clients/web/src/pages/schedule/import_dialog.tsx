import { Button, FileInput, Group, List, Modal, Progress, Stack, Text } from "@mantine/core";
import {
  ImportScheduleMetadataSchema,
  ImportScheduleResponseSchema,
  ScheduleImportRemark_Severity,
  ScheduleService,
} from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { uploadFile } from "../../api/files.ts";
import { useOperation } from "../../api/operations.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { useSchedule } from "./schedule_context.ts";

// Takes in a programme from a calendar or a conference's schedule.xml: first it says what would come of it.
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { event, refresh } = useSchedule();
  const [chosen, setChosen] = useState<File | null>(null);
  const [file, setFile] = useState("");
  const [operation, setOperation] = useState<string>();
  const [isTrial, setIsTrial] = useState(true);
  const [error, setError] = useState<unknown>();
  const work = useOperation(operation, ImportScheduleMetadataSchema, ImportScheduleResponseSchema);
  const remarks = useAll(ScheduleService.method.listScheduleImportRemarks, { operation: operation ?? "" }, (page) => page.remarks, {
    enabled: work.done && !work.error,
  });

  const run = async (name: string, dryRun: boolean) => {
    setError(undefined);
    setIsTrial(dryRun);
    try {
      const started = await clientOf(ScheduleService).importSchedule({
        parent: event.name,
        file: name,
        languageCode: language,
        dryRun,
        requestId: crypto.randomUUID(),
      });
      setOperation(started.name);
    } catch (refused) {
      setError(refused);
    }
  };
  const take = async (from: File | null) => {
    setChosen(from);
    setOperation(undefined);
    if (!from) return;
    try {
      const name = await uploadFile(from);
      setFile(name);
      await run(name, true);
    } catch (refused) {
      setError(refused);
    }
  };
  const isThere = work.done && !work.error && !isTrial;
  useEffect(() => {
    if (isThere) void refresh();
  }, [isThere, refresh]);
  const problem = error ?? work.error;
  const found = work.response;
  const share = work.progress && work.progress.items > 0 ? (work.progress.itemsDone / work.progress.items) * 100 : 0;
  return (
    <Modal opened onClose={onClose} title={t("import.title")} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md">
        <FileInput
          label={t("import.file")}
          description={t("import.kinds")}
          placeholder={t("import.choose")}
          accept=".ics,.xml,text/calendar,application/xml"
          clearable
          clearButtonProps={{ "aria-label": t("import.clear") }}
          value={chosen}
          onChange={(from) => void take(from)}
        />
        {operation && !work.done && <Progress value={share} aria-label={t("import.reading")} animated />}
        {problem !== undefined && problem !== null && (
          <Refused error={problem} {...(file ? { onRetry: () => void run(file, isTrial) } : {})} />
        )}
        {found && (
          <div role="status">
            <Text fw={600}>{isTrial ? t("import.would", { count: found.items }) : t("import.did", { count: found.items })}</Text>
            <Text size="sm">
              {t("import.sums", {
                created: found.sessionsCreated,
                updated: found.sessionsUpdated,
                unchanged: found.sessionsUnchanged,
                conflicts: found.conflicts,
                refused: found.refused,
              })}
            </Text>
          </div>
        )}
        {(remarks.data?.length ?? 0) > 0 && (
          <List size="sm" mah={240} style={{ overflow: "auto" }}>
            {remarks.data!.map((remark, index) => (
              <List.Item key={index}>
                {t("import.line", { line: remark.line, severity: t(`import.severity.${ScheduleImportRemark_Severity[remark.severity]}`) })}{" "}
                {remark.item}: {remark.error?.message}
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("close")}
          </Button>
          {found && isTrial && (
            <Button onClick={() => void run(file, false)}>{t("import.do", { count: found.items - found.refused })}</Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
