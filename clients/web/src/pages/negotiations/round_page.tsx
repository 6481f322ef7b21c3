import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconFileText, IconPencil, IconRoute } from "@tabler/icons-react";
import { DocumentKind } from "@plenary/client/gen/plenary/v1/documents_pb";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useCommitments } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { useFreshDossier, useProtocols, useRounds, useTopics } from "./asked.ts";
import { CommitmentList } from "./commitment_list.tsx";
import { Attendance } from "./attendance.tsx";
import { hrefOf, threadHref } from "../../parts/resource_names.ts";
import { isOverdue, isUnfinished } from "./overdue.ts";
import { ProtocolLinks } from "./protocol_links.tsx";
import { RenderDocument } from "./render_document.tsx";
import { useRights } from "./rights.ts";
import { RoundForm } from "./round_form.tsx";
import { RoundLink } from "./round_link.tsx";
import { whenOf } from "./rounds.ts";
import { Section } from "../../parts/section.tsx";
import { TopicCard } from "./topic_card.tsx";

// A round: what one should know before it, and what was written down of it.
export function RoundPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const { negotiation, round: id } = useParams();
  const parent = `negotiations/${negotiation}`;
  const name = `${parent}/rounds/${id}`;
  useFreshDossier(parent);
  const [opened, setOpened] = useState<"form" | "brief">();
  const asked = useQuery(NegotiationService.method.getBriefing, { name, languageCode: language });
  const rounds = useRounds(parent);
  const topics = useTopics(parent);
  const protocols = useProtocols(parent);
  const commitments = useCommitments(`negotiation = "${parent}"`);
  const rights = useRights(asked.data?.negotiation);
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data?.round || !asked.data.negotiation) return <PageSkeleton />;
  const briefing = asked.data;
  const { round } = asked.data;
  const unfinished = (commitments.data ?? []).filter(isUnfinished);
  const ofRound = (protocols.data ?? []).filter((protocol) => protocol.round === name);
  const title = textIn(round.displayNames, language) || t("round.number", { number: round.number });
  const when = whenOf(round, language) || t("round.undated");
  return (
    <Page
      title={title}
      lead={
        <Group component="span" gap="xs" display="inline-flex">
          <Anchor component={Link} to={`/${parent}`}>
            {textIn(asked.data.negotiation.displayNames, language)}
          </Anchor>
          <span>
            {[when, textIn(round.places, language), round.sessionNumber > 0 ? t("round.session", { number: round.sessionNumber }) : ""]
              .filter((part) => part !== "")
              .join(" · ")}
          </span>
        </Group>
      }
      actions={
        <>
          <Button variant="default" component={Link} to={threadHref(name)} leftSection={<IconRoute size={16} aria-hidden />}>
            {t("thread.follow")}
          </Button>
          {rights.mayEnter && (
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpened("form")}>
              {t("round.edit")}
            </Button>
          )}
          <Button leftSection={<IconFileText size={16} aria-hidden />} onClick={() => setOpened("brief")}>
            {t("brief.make")}
          </Button>
        </>
      }
    >
      {(round.event !== "" || round.meeting !== "") && (
        <Anchor component={Link} size="sm" to={hrefOf(round.event || round.meeting)}>
          {t("round.openEvent")}
        </Anchor>
      )}
      <Stack gap="xl">
        <Section title={t("presence.whoIsWho")} count={briefing.people.length}>
          <Attendance people={briefing.people} />
        </Section>
        <Section title={t("topic.open")} count={briefing.topics.length}>
          {briefing.topics.length === 0 && <Text c="dimmed">{t("topic.noneOpen")}</Text>}
          <Stack gap="md">
            {briefing.topics.map(
              ({ topic, positions }) =>
                topic && (
                  <TopicCard
                    key={topic.name}
                    topic={topic}
                    positions={positions}
                    rounds={rounds.data ?? []}
                    mayWrite={rights.mayNegotiate}
                  />
                ),
            )}
          </Stack>
        </Section>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Section title={t("round.protocols")} count={ofRound.length}>
            {ofRound.length === 0 ? <Text c="dimmed">{t("round.noProtocol")}</Text> : <ProtocolLinks protocols={ofRound} />}
          </Section>
          <Section title={t("commitment.unfinished")} count={unfinished.length}>
            {unfinished.length === 0 ? (
              <Text c="dimmed">{t("commitment.none")}</Text>
            ) : (
              <CommitmentList commitments={unfinished.toSorted((a, b) => Number(isOverdue(b)) - Number(isOverdue(a)))} />
            )}
          </Section>
          <Section title={t("round.before")} count={briefing.pastRounds.length}>
            <Stack gap="xs">
              {briefing.pastRounds.map((past) => (
                <div key={past.name}>
                  <RoundLink round={past} />
                </div>
              ))}
            </Stack>
          </Section>
          <Section title={t("contact.latest")} count={briefing.contacts.length}>
            <Stack gap="xs">
              {briefing.contacts.map((contact) => (
                <div key={contact.name}>
                  <Text size="sm" c="dimmed">
                    {formatDay(contact.date, language, "UTC")}
                  </Text>
                  <Text>{contact.content}</Text>
                </div>
              ))}
            </Stack>
          </Section>
        </SimpleGrid>
      </Stack>
      {opened === "form" && (
        <RoundForm negotiation={parent} topics={topics.data ?? []} round={round} onClose={() => setOpened(undefined)} />
      )}
      {opened === "brief" && (
        <RenderDocument
          title={t("brief.title")}
          lead={t("brief.lead")}
          kind={DocumentKind.ROUND_BRIEF}
          subject={name}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Page>
  );
}
