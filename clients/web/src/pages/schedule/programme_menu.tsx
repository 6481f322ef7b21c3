import { Button, Menu } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconChevronDown, IconCopy, IconDownload, IconFileImport, IconPrinter, IconRss } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { formatDay } from "../../parts/when.ts";
import type { Activity } from "./activity.ts";
import { ExportDialog } from "./export_dialog.tsx";
import { ImportDialog } from "./import_dialog.tsx";
import { textOfDay } from "./messenger_text.ts";
import { programmePath } from "./paths.ts";
import { useSchedule } from "./schedule_context.ts";
import { usePlaceOf } from "./use_place_of.ts";
import { clock, minutesOn, type Day } from "../../parts/venue_day.ts";

// What can be taken away from the programme, and brought into it.
export function ProgrammeMenu({ day, activities }: { day: Day; activities: readonly Activity[] }) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { event, zone, titleOf, attendeeName, mayEdit } = useSchedule();
  const placeOf = usePlaceOf();
  const { copy } = useClipboard();
  const [dialog, setDialog] = useState<"import" | "export">();
  const copyDay = () => {
    const lines = activities
      .filter(({ isCancelled, source }) => !isCancelled && source.kind !== "booking")
      .sort((one, other) => one.start.getTime() - other.start.getTime())
      .map((activity) => ({
        times: `${clock(minutesOn(day, activity.start, zone))}–${clock(minutesOn(day, activity.end, zone))}`,
        title: titleOf(activity),
        place: placeOf(activity),
        people: activity.attendees.filter(({ optional, left }) => !optional && !left).map(attendeeName),
      }));
    copy(textOfDay(formatDay(day, language, zone, "weekday"), lines));
    notifyDone(t("menu.copied"));
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {t("menu.open")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPrinter size={16} aria-hidden />} component={Link} to={programmePath(event.name, "print")}>
            {t("menu.print")}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copyDay}>
            {t("menu.copy")}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => setDialog("export")}>
            {t("menu.export")}
          </Menu.Item>
          <Menu.Item leftSection={<IconRss size={16} aria-hidden />} component={Link} to={programmePath(event.name, "calendars")}>
            {t("menu.calendar")}
          </Menu.Item>
          {mayEdit && (
            <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => setDialog("import")}>
              {t("menu.import")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "export" && <ExportDialog subject={event.name} onClose={() => setDialog(undefined)} />}
      {dialog === "import" && <ImportDialog onClose={() => setDialog(undefined)} />}
    </>
  );
}
