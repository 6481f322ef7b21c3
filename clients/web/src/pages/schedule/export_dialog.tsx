import { Button, Group, Modal, Radio, Stack, Switch } from "@mantine/core";
import {
  ScheduleFormat,
  ScheduleService,
  ExportScheduleMetadataSchema,
  ExportScheduleResponseSchema,
} from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { downloadHref } from "../../api/files.ts";
import { useOperation } from "../../api/operations.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { useSchedule } from "./schedule_context.ts";

const FORMATS = [ScheduleFormat.SCHEDULE_XLSX, ScheduleFormat.SCHEDULE_CSV, ScheduleFormat.ICALENDAR, ScheduleFormat.SCHEDULE_XML];

// Writes a programme or an itinerary into a file, in the reader's language.
export function ExportDialog({ subject, onClose }: { subject: string; onClose: () => void }) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { view, seesAll } = useSchedule();
  const [format, setFormat] = useState(ScheduleFormat.SCHEDULE_XLSX);
  const [working, setWorking] = useState(false);
  const [operation, setOperation] = useState<string>();
  const [error, setError] = useState<unknown>();
  const work = useOperation(operation, ExportScheduleMetadataSchema, ExportScheduleResponseSchema);
  const start = async () => {
    setError(undefined);
    setOperation(undefined);
    try {
      const { name } = await clientOf(ScheduleService).exportSchedule({
        subject,
        format,
        view,
        languageCode: language,
        working,
        requestId: crypto.randomUUID(),
      });
      setOperation(name);
    } catch (refused) {
      setError(refused);
    }
  };
  const problem = error ?? work.error;
  const file = work.response?.file;
  return (
    <Modal opened onClose={onClose} title={t("export.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md">
        <Radio.Group
          label={t("export.format")}
          value={String(format)}
          onChange={(value) => (setFormat(Number(value)), setOperation(undefined))}
        >
          <Stack gap="xs" mt="xs">
            {FORMATS.map((each) => (
              <Radio key={each} value={String(each)} label={t(`export.${ScheduleFormat[each]}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {seesAll && (
          <Switch
            label={t("export.working")}
            checked={working}
            onChange={(event) => (setWorking(event.currentTarget.checked), setOperation(undefined))}
          />
        )}
        {problem !== undefined && problem !== null && <Refused error={problem} onRetry={() => void start()} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("close")}
          </Button>
          {file ? (
            <Button component="a" href={downloadHref(file)} download data-autofocus>
              {t("export.download", { count: work.response?.items ?? 0 })}
            </Button>
          ) : (
            <Button loading={operation !== undefined && !work.done} onClick={() => void start()}>
              {t("export.do")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
