import { Checkbox, CloseButton, Group, Paper, Select, Stack, Text } from "@mantine/core";
import { Attendee_Role } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useTranslation } from "react-i18next";
import { ParticipantPicker } from "../../parts/pickers.tsx";
import { endOf, type ActivityDraft, type PersonDraft } from "./activity_draft.ts";
import { useSchedule } from "./schedule_context.ts";
import { TimeField } from "./time_field.tsx";
import { useWhoName } from "./who_name.tsx";

interface PeopleFieldProps {
  draft: ActivityDraft;
  onChange: (people: PersonDraft[]) => void;
  // What is wrong with whom, by name.
  problems: ReadonlyMap<string, string>;
}

const ROLES = [Attendee_Role.PARTICIPANT, Attendee_Role.SPEAKER, Attendee_Role.MODERATOR, Attendee_Role.CHAIR, Attendee_Role.ORGANIZER];

// Who takes part, as what, and from when to when.
export function PeopleField({ draft, onChange, problems }: PeopleFieldProps) {
  const { t } = useTranslation("schedule");
  const { event } = useSchedule();
  const { people } = draft;
  const change = (index: number, part: Partial<PersonDraft>) =>
    onChange(people.map((person, at) => (at === index ? { ...person, ...part } : person)));
  return (
    <Stack gap="xs">
      {people.map((person, index) => (
        <PersonRow
          key={person.who}
          person={person}
          draft={draft}
          problem={problems.get(person.who)}
          onChange={(part) => change(index, part)}
          onRemove={() => onChange(people.filter((_, at) => at !== index))}
        />
      ))}
      <ParticipantPicker
        // A fresh field after each that was taken.
        key={people.length}
        event={event.name}
        label={t("field.addPerson")}
        value={null}
        placeholder={t("field.search")}
        onChange={(who) => {
          if (who && !people.some((person) => person.who === who))
            onChange([...people, { who, role: Attendee_Role.PARTICIPANT, optional: false, from: null, to: null }]);
        }}
      />
    </Stack>
  );
}

interface PersonRowProps {
  person: PersonDraft;
  draft: ActivityDraft;
  problem: string | undefined;
  onChange: (part: Partial<PersonDraft>) => void;
  onRemove: () => void;
}

function PersonRow({ person, draft, problem, onChange, onRemove }: PersonRowProps) {
  const { t } = useTranslation("schedule");
  const name = useWhoName(person.who);
  const hasPart = person.from !== null || person.to !== null;
  return (
    <Paper withBorder p="xs" role="group" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={500} style={{ overflowWrap: "anywhere" }}>
          {name}
        </Text>
        <CloseButton aria-label={t("field.removePerson", { name })} onClick={onRemove} />
      </Group>
      <Group gap="sm" align="center">
        <Select
          size="xs"
          w={150}
          aria-label={t("field.role")}
          allowDeselect={false}
          value={String(person.role)}
          data={ROLES.map((role) => ({ value: String(role), label: t(`role.${Attendee_Role[role]}`) }))}
          onChange={(role) => onChange({ role: Number(role) })}
        />
        <Checkbox
          size="xs"
          label={t("field.optional")}
          checked={person.optional}
          onChange={(event) => onChange({ optional: event.currentTarget.checked })}
        />
        <Checkbox
          size="xs"
          label={t("field.ownPart")}
          checked={hasPart}
          onChange={(event) => onChange(event.currentTarget.checked ? { from: draft.start, to: endOf(draft) } : { from: null, to: null })}
        />
      </Group>
      {hasPart && (
        <Group gap="sm" mt={6}>
          <TimeField label={t("field.from")} value={person.from ?? draft.start} onChange={(from) => onChange({ from })} />
          <TimeField
            label={t("field.to")}
            value={person.to ?? endOf(draft)}
            onChange={(to) => onChange({ to: to < draft.start ? to + 24 * 60 : to })}
          />
        </Group>
      )}
      {problem && (
        <Text size="sm" c="var(--bad)" mt={4}>
          {problem}
        </Text>
      )}
    </Paper>
  );
}
