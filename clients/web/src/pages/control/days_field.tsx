import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { Chosen } from "../../parts/chosen.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { formatDay } from "../../parts/when.ts";

interface DaysFieldProps {
  label: string;
  // Days of the calendar, "2023-05-01", the earliest first.
  value: string[];
  onChange: (days: string[]) => void;
  error?: string | undefined;
}

// Several days of the calendar.
export function DaysField(props: DaysFieldProps) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const [day, setDay] = useState("");
  const add = () => {
    props.onChange([...new Set([...props.value, day])].sort());
    setDay("");
  };
  return (
    <Chosen {...props} called={(each) => formatDay(each, language, "UTC")}>
      <Group gap="xs" align="flex-end">
        <DayField label={t("settings.addDay")} value={day} onChange={setDay} />
        <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} disabled={day === ""} onClick={add}>
          {t("settings.add")}
        </Button>
      </Group>
    </Chosen>
  );
}
