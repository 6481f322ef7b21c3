import { Checkbox, CloseButton, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LongField } from "../../parts/long_field.tsx";
import { ParticipantPicker } from "../../parts/pickers.tsx";
import type { ActivityDraft } from "./activity_draft.ts";
import { useSchedule } from "./schedule_context.ts";
import { TextsField } from "./texts_field.tsx";
import { WhoName, useWhoName } from "./who_name.tsx";

interface RestFieldsProps {
  kind: "session" | "meeting";
  draft: ActivityDraft;
  onChange: (part: Partial<ActivityDraft>) => void;
}

// Who is responsible, and what else is to be known.
export function RestFields({ kind, draft, onChange }: RestFieldsProps) {
  const { t } = useTranslation("schedule");
  const { event } = useSchedule();
  const { responsible } = draft;
  return (
    <Stack gap="sm">
      {responsible.map((name) => (
        <Responsible key={name} name={name} onRemove={() => onChange({ responsible: responsible.filter((other) => other !== name) })} />
      ))}
      <ParticipantPicker
        key={responsible.length}
        event={event.name}
        label={t("field.addResponsible")}
        description={t("field.responsibleHint")}
        value={null}
        placeholder={t("field.search")}
        onChange={(name) => name && !responsible.includes(name) && onChange({ responsible: [...responsible, name] })}
      />
      {kind === "session" && (
        <>
          <NumberInput
            label={t("field.expectedCount")}
            value={draft.expectedCount || ""}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            maw={200}
            onChange={(count) => onChange({ expectedCount: Number(count) || 0 })}
          />
          <TextsField
            label={t("field.guestNote")}
            description={t("field.guestNoteHint")}
            value={draft.guestNotes}
            onChange={(guestNotes) => onChange({ guestNotes })}
          />
        </>
      )}
      {kind === "meeting" && (
        <TextsField isLong label={t("field.agenda")} value={draft.agendas} onChange={(agendas) => onChange({ agendas })} />
      )}
      <LongField label={t("field.note")} description={t("field.noteHint")} value={draft.note} onChange={(note) => onChange({ note })} />
      <Checkbox
        label={t("field.isFixed")}
        description={t("field.isFixedHint")}
        checked={draft.isFixed}
        onChange={(change) => onChange({ isFixed: change.currentTarget.checked })}
      />
    </Stack>
  );
}

function Responsible({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation("schedule");
  const called = useWhoName(name);
  return (
    <Group gap="xs" wrap="nowrap">
      <Text>
        <WhoName name={name} />
      </Text>
      <CloseButton size="sm" aria-label={t("field.removePerson", { name: called })} onClick={onRemove} />
    </Group>
  );
}
