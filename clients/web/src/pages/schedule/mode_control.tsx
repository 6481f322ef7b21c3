import { Radio, Stack } from "@mantine/core";
import { ScheduleService, ScheduleSettings_Mode } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { useSchedule } from "./schedule_context.ts";

const MODES = [ScheduleSettings_Mode.DIRECT, ScheduleSettings_Mode.VERSIONED];

// When changes take effect.
export function ModeControl() {
  const { t } = useTranslation("schedule");
  const { settings, refresh } = useSchedule();
  const set = async (mode: ScheduleSettings_Mode, etag = settings.etag) => {
    await clientOf(ScheduleService).updateScheduleSettings({
      settings: { name: settings.name, mode, etag },
      updateMask: { paths: ["mode"] },
      requestId: crypto.randomUUID(),
    });
    await refresh();
  };
  const change = async (mode: ScheduleSettings_Mode) => {
    const before = settings.mode || ScheduleSettings_Mode.DIRECT;
    try {
      await set(mode);
      notifyDone(t("mode.done"), () => set(before, ""));
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <Radio.Group
      label={t("mode.label")}
      value={String(settings.mode || ScheduleSettings_Mode.DIRECT)}
      onChange={(mode) => void change(Number(mode))}
    >
      <Stack gap="xs" mt="xs">
        {MODES.map((mode) => (
          <Radio
            key={mode}
            value={String(mode)}
            label={t(`mode.${ScheduleSettings_Mode[mode]}`)}
            description={t(`mode.${ScheduleSettings_Mode[mode]}_hint`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
