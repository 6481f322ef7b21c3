import { Button, Card, Group, Menu, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconCalendarTime, IconChevronDown, IconPencil, IconUser } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useEvent } from "../events/event_data.ts";
import { InvitationsCard } from "../schedule/invitations_card.tsx";
import { itineraryPath } from "../schedule/paths.ts";
import { AttendanceControl } from "./attendance_control.tsx";
import { EditDialog } from "./edit_dialog.tsx";
import { HistoryCard } from "./history_card.tsx";
import { ParticipantFacts } from "./participant_facts.tsx";
import { ProtectedData } from "./protected_data.tsx";
import { useRights } from "./rights.ts";
import { StateWord } from "./state_word.tsx";
import { useParticipant } from "./use_participant.ts";
import { VerbDialog } from "./verb_dialog.tsx";
import { RULES, verbsFor, type Verb } from "./verbs.ts";

// One participant: where it stands, what can be done now, what is known, what happened.
export function ParticipantPage() {
  const { t } = useTranslation("participants");
  const event = useEvent();
  const rights = useRights();
  const { participant: id } = useParams();
  const one = useParticipant(`${event.name}/participants/${id}`);
  const [verb, setVerb] = useState<Verb>();
  const [editing, setEditing] = useState(false);
  if (one.error) return <Refused error={one.error} onRetry={one.retry} />;
  if (!one.row) return <PageSkeleton />;
  const { row } = one;
  const { participant } = row;
  const possible = verbsFor(participant, event).filter((candidate) => rights.may(candidate, participant.delegation));
  const forward = possible.find((candidate) => !RULES[candidate].takesAway && candidate !== "changeCategory");
  const others = possible.filter((candidate) => candidate !== forward);
  const mayEdit = rights.may("changeCategory", participant.delegation);

  return (
    <Page
      title={row.name}
      lead={
        <Group component="span" gap="xs">
          {row.latin !== "" && <span lang="en">{row.latin}</span>}
          <StateWord state={participant.state} place={participant.placeInLine} />
        </Group>
      }
      actions={
        <>
          <Button
            variant="default"
            component={Link}
            to={itineraryPath(event.name, participant.name)}
            leftSection={<IconCalendarTime size={16} aria-hidden />}
          >
            {t("one.itinerary")}
          </Button>
          {others.length > 0 && (
            <Menu>
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                  {t("one.more")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map((candidate) => (
                  <Menu.Item
                    key={candidate}
                    onClick={() => setVerb(candidate)}
                    {...(RULES[candidate].takesAway ? { color: "var(--bad)" } : {})}
                  >
                    {t(`one.act.${candidate}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          {forward && <Button onClick={() => setVerb(forward)}>{t(`one.act.${forward}`)}</Button>}
        </>
      }
    >
      {participant.stateReason !== "" && <Text size="sm">{t("one.because", { reason: participant.stateReason })}</Text>}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: "start" }}>
        <Card>
          <Stack gap="md">
            <Group justify="space-between">
              <Title order={2} size="h4">
                {t("one.here")}
              </Title>
              {mayEdit && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<IconPencil size={14} aria-hidden />}
                  onClick={() => setEditing(true)}
                >
                  {t("one.edit")}
                </Button>
              )}
            </Group>
            <ParticipantFacts row={row} />
            {rights.secretariat && <AttendanceControl participant={participant} put={one.put} />}
            <Group gap="xs">
              <Button
                size="compact-sm"
                variant="default"
                component={Link}
                to={`/directory/${participant.person}`}
                leftSection={<IconUser size={14} aria-hidden />}
              >
                {t("one.person")}
              </Button>
            </Group>
          </Stack>
        </Card>
        <Stack gap="md">
          <InvitationsCard
            event={event.name}
            isWanted={({ who, person }) => who === participant.name || person === participant.person}
            mayAnswer={rights.may("withdraw", participant.delegation)}
          />
          <HistoryCard row={row} delegationOf={one.delegationOf} categoryOf={one.categoryOf} />
          <ProtectedData person={row.person} event={event.name} />
        </Stack>
      </SimpleGrid>
      {verb && <VerbDialog key={verb} verb={verb} rows={[row]} list={one} onClose={() => setVerb(undefined)} />}
      {editing && <EditDialog row={row} put={one.put} onClose={() => setEditing(false)} />}
    </Page>
  );
}
