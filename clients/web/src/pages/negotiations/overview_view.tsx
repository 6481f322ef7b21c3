import { Anchor, Grid, SimpleGrid, Stack, Text } from "@mantine/core";
import type { Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import {
  Contact_Kind,
  Topic_State,
  type Contact,
  type Negotiation,
  type Round,
  type Topic,
} from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { Protocol_State, type Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay, formatDays } from "../../parts/when.ts";
import { BodyFacts } from "./body_facts.tsx";
import { CommitmentList } from "./commitment_list.tsx";
import { Fact } from "../../parts/fact.tsx";
import { isOverdue } from "./overdue.ts";
import type { Rights } from "./rights.ts";
import { RoundsTimeline } from "./rounds_timeline.tsx";
import { inTime, zoneOf } from "./rounds.ts";
import { Section } from "../../parts/section.tsx";

interface OverviewViewProps {
  negotiation: Negotiation;
  rounds: Round[];
  topics: Topic[];
  protocols: Protocol[];
  contacts: Contact[];
  // Those that are not done.
  commitments: Commitment[];
  rights: Rights;
}

const UNSIGNED = [Protocol_State.DRAFT, Protocol_State.AGREED, Protocol_State.INITIALLED];
const CONTACTS_SHOWN = 4;

// What one wants to know first: the next round, what is open, unsigned, late; then the rounds.
export function OverviewView({ negotiation, rounds, topics, protocols, contacts, commitments, rights }: OverviewViewProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const { name } = negotiation;
  const { next } = inTime(rounds, new Date());
  const overdue = commitments.filter(isOverdue);
  const open = topics.filter(({ state }) => state === Topic_State.OPEN).length;
  const unsigned = protocols.filter(({ state }) => UNSIGNED.includes(state)).length;
  const nextDay = next[0]?.interval
    ? formatDays(next[0].interval, language, zoneOf(next[0]))
    : t(next[0] ? "round.undated" : "round.nonePlanned");
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <Fact label={t("round.next")} value={nextDay} {...(next[0] ? { to: `/${next[0].name}` } : {})} />
        <Fact label={t("topic.open")} value={open} to={`/${name}?view=topics`} />
        <Fact label={t("protocol.unsigned")} value={unsigned} to={`/${name}?view=protocols`} />
        <Fact label={t("commitment.overdue")} value={overdue.length} to={`/${name}?view=outcomes`} isBad={overdue.length > 0} />
      </SimpleGrid>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <RoundsTimeline negotiation={negotiation} rounds={rounds} topics={topics} protocols={protocols} rights={rights} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {overdue.length > 0 && (
              <Section title={t("commitment.overdue")} count={overdue.length}>
                <CommitmentList commitments={overdue} />
              </Section>
            )}
            {negotiation.body !== "" && <BodyFacts name={negotiation.body} />}
            {negotiation.note !== "" && (
              <Section title={t("dossier.note")}>
                <Text style={{ whiteSpace: "pre-line" }}>{negotiation.note}</Text>
              </Section>
            )}
            {contacts.length > 0 && (
              <Section
                title={t("contact.latest")}
                actions={
                  <Anchor component={Link} to={`/${name}?view=contacts`} size="sm">
                    {t("contact.all")}
                  </Anchor>
                }
              >
                <Stack gap="xs">
                  {contacts.slice(0, CONTACTS_SHOWN).map((contact) => (
                    <div key={contact.name}>
                      <Text size="sm" c="dimmed">
                        {formatDay(contact.date, language, "UTC")} · {t(`contact.kind.${Contact_Kind[contact.kind]}`)}
                      </Text>
                      <Text lineClamp={3}>{contact.content}</Text>
                    </div>
                  ))}
                </Stack>
              </Section>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
