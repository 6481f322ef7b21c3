import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { Contact_Kind, type Contact, type Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { ThreadService, type CounterpartPage as Answer } from "@plenary/client/gen/plenary/v1/thread_pb";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { Attendance } from "./attendance.tsx";
import { NegotiationState } from "./badges.tsx";
import { CommitmentList } from "./commitment_list.tsx";
import { CounterpartGaps } from "./counterpart_gaps.tsx";
import { Fact } from "../../parts/fact.tsx";
import { FiguresTable } from "./figures_table.tsx";
import { threadHref } from "../../parts/resource_names.ts";
import { ProtocolLinks } from "./protocol_links.tsx";
import { ResultsTable } from "./results_table.tsx";
import { RoundLink } from "./round_link.tsx";
import { Section } from "../../parts/section.tsx";
import { TopicCard } from "./topic_card.tsx";

const more = (count: number, hasMore = false) => (hasMore ? `${count}+` : count);

// All that one should know of a region, a state or a company, on a page.
export function CounterpartPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const name = `organizations/${useParams().organization}`;
  const asked = useQuery(ThreadService.method.getCounterpartPage, { name, languageCode: language });
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data?.organization) return <PageSkeleton />;
  const page = asked.data;
  return (
    <Page
      title={textIn(page.organization!.displayNames, language)}
      lead={t("counterpart.asOf", { day: formatDay(page.today, language, "UTC") })}
      actions={
        <>
          <Button variant="default" component={Link} to={`/directory/${name}`}>
            {t("counterpart.directory")}
          </Button>
          <Button variant="default" component={Link} to={threadHref(name)} leftSection={<IconRoute size={16} aria-hidden />}>
            {t("thread.follow")}
          </Button>
        </>
      }
    >
      <Stack gap="xl">
        <Facts page={page} />
        {page.gaps.length > 0 && (
          <Section title={t("counterpart.gaps")} count={more(page.gaps.length, page.hasMoreGaps)}>
            <CounterpartGaps gaps={page.gaps} nodes={page.gapNodes} />
          </Section>
        )}
        <Dossiers page={page} />
        <Section title={t("presence.whoIsWho")} count={page.people.length}>
          <Attendance people={page.people} />
        </Section>
        <Topics page={page} />
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Listed title={t("commitment.ours")} none={t("commitment.none")} items={page.ours?.commitments} hasMore={page.ours?.hasMore}>
            {(commitments) => <CommitmentList commitments={commitments} />}
          </Listed>
          <Listed
            title={t("commitment.theirs")}
            none={t("commitment.none")}
            items={page.theirs?.commitments}
            hasMore={page.theirs?.hasMore}
          >
            {(commitments) => <CommitmentList commitments={commitments} withSide={false} />}
          </Listed>
          <Listed title={t("round.toCome")} none={t("round.nonePlanned")} items={page.next?.rounds} hasMore={page.next?.hasMore}>
            {(rounds) => <RoundLinks rounds={rounds} />}
          </Listed>
          <Listed title={t("round.held")} none={t("round.none")} items={page.held?.rounds} hasMore={page.held?.hasMore}>
            {(rounds) => <RoundLinks rounds={rounds} />}
          </Listed>
          <Listed title={t("view.protocols")} none={t("protocol.none")} items={page.protocols?.protocols} hasMore={page.protocols?.hasMore}>
            {(protocols) => <ProtocolLinks protocols={protocols} />}
          </Listed>
          <Listed title={t("contact.latest")} none={t("contact.none")} items={page.contacts?.contacts} hasMore={page.contacts?.hasMore}>
            {(contacts) => <ContactLines contacts={contacts} />}
          </Listed>
        </SimpleGrid>
        <Listed title={t("result.title")} none={t("result.none")} items={page.results?.results} hasMore={page.results?.hasMore}>
          {(results) => <ResultsTable results={results} />}
        </Listed>
        {page.figures && page.figures.figures.length > 0 && (
          <Section title={t("figure.title")} count={more(page.figures.figures.length, page.figures.hasMore)}>
            <Text size="sm" c="dimmed" mb="xs">
              {t("figure.accompany")}
            </Text>
            <FiguresTable figures={page.figures.figures} indicators={page.figures.indicators} />
          </Section>
        )}
      </Stack>
    </Page>
  );
}

interface ListedProps<T> {
  title: string;
  // What is said where there is nothing.
  none: string;
  items: readonly T[] | undefined;
  // Whether there are more than these.
  hasMore: boolean | undefined;
  children: (items: readonly T[]) => ReactNode;
}

function Listed<T>({ title, none, items = [], hasMore, children }: ListedProps<T>) {
  return (
    <Section title={title} count={more(items.length, hasMore)}>
      {items.length === 0 ? <Text c="dimmed">{none}</Text> : children(items)}
    </Section>
  );
}

function RoundLinks({ rounds }: { rounds: readonly Round[] }) {
  return (
    <Stack gap="xs">
      {rounds.map((round) => (
        <div key={round.name}>
          <RoundLink round={round} />
        </div>
      ))}
    </Stack>
  );
}

function ContactLines({ contacts }: { contacts: readonly Contact[] }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  return (
    <Stack gap="xs">
      {contacts.map((contact) => (
        <div key={contact.name}>
          <Text size="sm" c="dimmed">
            {formatDay(contact.date, language, "UTC")} · {t(`contact.kind.${Contact_Kind[contact.kind]}`)}
          </Text>
          <Text>{contact.content}</Text>
        </div>
      ))}
    </Stack>
  );
}

function Facts({ page }: { page: Answer }) {
  const { t } = useTranslation("negotiations");
  const overdue = (page.ours?.overdue.length ?? 0) + (page.theirs?.overdue.length ?? 0);
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <Fact label={t("round.toCome")} value={more(page.next?.rounds.length ?? 0, page.next?.hasMore)} />
      <Fact label={t("topic.open")} value={more(page.topics?.topics.length ?? 0, page.topics?.hasMore)} />
      <Fact label={t("commitment.overdue")} value={overdue} isBad={overdue > 0} />
      <Fact label={t("counterpart.gaps")} value={more(page.gaps.length, page.hasMoreGaps)} isBad={page.gaps.length > 0} />
    </SimpleGrid>
  );
}

function Dossiers({ page }: { page: Answer }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  return (
    <Listed title={t("dossiers.title")} none={t("counterpart.noDossier")} items={page.dossiers} hasMore={page.hasMoreDossiers}>
      {(dossiers) => (
        <Stack gap="xs">
          {dossiers.map(
            ({ negotiation, body }) =>
              negotiation && (
                <Group key={negotiation.name} gap="xs">
                  <Anchor component={Link} to={`/${negotiation.name}`} fw={600}>
                    {textIn(negotiation.displayNames, language)}
                  </Anchor>
                  <NegotiationState state={negotiation.state} />
                  {body && (
                    <Text size="sm" c="dimmed">
                      {textIn(body.displayNames, language)}
                    </Text>
                  )}
                </Group>
              ),
          )}
        </Stack>
      )}
    </Listed>
  );
}

function Topics({ page }: { page: Answer }) {
  const { t } = useTranslation("negotiations");
  const rounds = [...(page.held?.rounds ?? []), ...(page.next?.rounds ?? [])];
  return (
    <Listed title={t("topic.open")} none={t("topic.noneOpen")} items={page.topics?.topics} hasMore={page.topics?.hasMore}>
      {(topics) => (
        <Stack gap="md">
          {topics.map(
            ({ topic, positions }) =>
              topic && <TopicCard key={topic.name} topic={topic} positions={positions} rounds={rounds} mayWrite={false} />,
          )}
        </Stack>
      )}
    </Listed>
  );
}
