import { MultiSelect, Select, SimpleGrid, Stack } from "@mantine/core";
import { Asset_Kind } from "@plenary/client/gen/plenary/v1/assets_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { endOf, type ActivityDraft } from "./activity_draft.ts";
import { useSchedule } from "./schedule_context.ts";
import { TextsField } from "./texts_field.tsx";
import { TimeField } from "./time_field.tsx";
import { useAssetChoices, useRoomChoices } from "./use_room_choices.ts";
import { addDays } from "../../parts/venue_day.ts";

interface PlaceAndTimeFieldsProps {
  draft: ActivityDraft;
  onChange: (part: Partial<ActivityDraft>) => void;
  // What is wrong with a room or another asset, by its name.
  problems: ReadonlyMap<string, string>;
}

const OTHERS = [Asset_Kind.EQUIPMENT, Asset_Kind.VEHICLE, Asset_Kind.ROOM, Asset_Kind.TABLE];
const MARGIN_DAYS = 3;

// When and where it takes place, and what it needs.
export function PlaceAndTimeFields({ draft, onChange, problems }: PlaceAndTimeFieldsProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { zone, days } = useSchedule();
  const rooms = useRoomChoices();
  const others = useAssetChoices(OTHERS);
  const around = Array.from({ length: MARGIN_DAYS }, (_, index) => index + 1);
  const first = days[0] ?? draft.day;
  const last = days.at(-1) ?? draft.day;
  const choices = [
    ...new Set([...around.map((by) => addDays(first, -by)), ...days, ...around.map((by) => addDays(last, by)), draft.day]),
  ].sort();
  const long = endOf(draft) - draft.start;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <Select
          label={t("field.day")}
          searchable
          allowDeselect={false}
          value={draft.day}
          onChange={(day) => day && onChange({ day })}
          data={choices.map((day) => ({ value: day, label: formatDay(day, language, zone, "weekday") }))}
        />
        <TimeField label={t("field.start")} value={draft.start} onChange={(start) => onChange({ start, end: start + long })} />
        <TimeField
          label={t("field.end")}
          value={draft.end}
          onChange={(end) => onChange({ end })}
          description={t("field.length", { count: long })}
        />
      </SimpleGrid>
      <Select
        label={t("field.room")}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("field.noRoom") }}
        placeholder={t("field.roomNone")}
        nothingFoundMessage={t("filter.nothing")}
        data={rooms}
        value={draft.room || null}
        onChange={(room) => onChange({ room: room ?? "" })}
        error={problems.get(draft.room)}
      />
      {draft.room === "" && (
        <TextsField
          label={t("field.place")}
          description={t("field.placeHint")}
          value={draft.places}
          onChange={(places) => onChange({ places })}
        />
      )}
      <MultiSelect
        label={t("field.assets")}
        searchable
        data={others.filter(({ value }) => value !== draft.room)}
        value={draft.otherAssets}
        onChange={(otherAssets) => onChange({ otherAssets })}
        error={draft.otherAssets.map((name) => problems.get(name)).find(Boolean)}
      />
    </Stack>
  );
}
