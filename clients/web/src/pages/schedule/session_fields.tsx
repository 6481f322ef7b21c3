import { MultiSelect, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { Session_Kind } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import type { ActivityDraft } from "./activity_draft.ts";
import { useSchedule } from "./schedule_context.ts";

interface SessionFieldsProps {
  draft: ActivityDraft;
  onChange: (part: Partial<ActivityDraft>) => void;
  // Whether it is an item of the stay of delegations rather than of the programme for everybody.
  isStay: boolean;
}

const KINDS = Object.values(Session_Kind).filter(
  (kind): kind is Session_Kind => typeof kind === "number" && kind !== Session_Kind.KIND_UNSPECIFIED,
);
const JOURNEYS: readonly Session_Kind[] = [Session_Kind.ARRIVAL, Session_Kind.DEPARTURE, Session_Kind.TRANSFER];

// What a session is: its kind and track, or whose stay it belongs to.
export function SessionFields({ draft, onChange, isStay }: SessionFieldsProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { tracks, delegations, nameOf } = useSchedule();
  const delegationChoices = useMemo(
    () =>
      sortByReader(
        delegations.map((value) => ({ value, label: nameOf(value) })),
        ({ label }) => label,
        language,
      ),
    [delegations, nameOf, language],
  );
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t("field.kind")}
          searchable
          allowDeselect={false}
          value={String(draft.kind)}
          onChange={(kind) => kind && onChange({ kind: Number(kind) })}
          data={KINDS.map((kind) => ({ value: String(kind), label: t(`kind.${Session_Kind[kind]}`) }))}
        />
        {!isStay && (
          <Select
            label={t("field.track")}
            clearable
            clearButtonProps={{ "aria-label": t("field.noTrack") }}
            placeholder={t("field.noTrack")}
            value={draft.track || null}
            onChange={(track) => onChange({ track: track ?? "" })}
            data={tracks.map(({ name }) => ({ value: name, label: nameOf(name) }))}
          />
        )}
      </SimpleGrid>
      <MultiSelect
        label={t("field.delegations")}
        description={t("field.delegationsHint")}
        searchable
        data={delegationChoices}
        value={draft.delegations}
        onChange={(chosen) => onChange({ delegations: chosen })}
        nothingFoundMessage={t("filter.nothing")}
      />
      {JOURNEYS.includes(draft.kind) && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            label={t("field.carrier")}
            value={draft.carrier}
            onChange={(event) => onChange({ carrier: event.currentTarget.value })}
          />
          <TextInput label={t("field.number")} value={draft.number} onChange={(event) => onChange({ number: event.currentTarget.value })} />
        </SimpleGrid>
      )}
    </Stack>
  );
}
