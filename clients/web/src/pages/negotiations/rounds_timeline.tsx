import { Anchor, Button, Group, Stack, Text, Timeline } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Negotiation, Round, Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import type { Protocol } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { formatDays } from "../../parts/when.ts";
import { ProtocolState } from "./badges.tsx";
import type { Rights } from "./rights.ts";
import { RoundForm } from "./round_form.tsx";
import { inTime, zoneOf } from "./rounds.ts";
import { Section } from "../../parts/section.tsx";

interface RoundsTimelineProps {
  negotiation: Negotiation;
  rounds: Round[];
  topics: Topic[];
  protocols: Protocol[];
  rights: Rights;
}

// Rounds from the one furthest ahead back to the first.
export function RoundsTimeline({ negotiation, rounds, topics, protocols, rights }: RoundsTimelineProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const [isAdding, setIsAdding] = useState(false);
  const { held, next } = inTime(rounds, new Date());
  const shown = [...next.toReversed(), ...held];
  const topicTitle = new Map(topics.map((topic) => [topic.name, textIn(topic.titles, language)]));
  const add = rights.mayEnter && (
    <Button
      size="xs"
      variant={rounds.length === 0 ? "filled" : "default"}
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => setIsAdding(true)}
    >
      {t("round.create")}
    </Button>
  );
  const title = (round: Round) => textIn(round.displayNames, language) || t("round.number", { number: round.number });
  return (
    <Section title={t("round.all")} count={rounds.length} actions={rounds.length > 0 && add}>
      {rounds.length === 0 && <Empty text={t("round.none")}>{add}</Empty>}
      {rounds.length > 0 && (
        <Timeline active={held.length - 1} reverseActive bulletSize={28} lineWidth={2}>
          {shown.map((round) => (
            <Timeline.Item
              key={round.name}
              bullet={
                <Text component="span" size="xs" fw={600}>
                  {round.number}
                </Text>
              }
              lineVariant={next.includes(round) ? "dashed" : "solid"}
              title={
                <Anchor component={Link} to={`/${round.name}`} fw={600}>
                  {title(round)}
                </Anchor>
              }
            >
              <Stack gap={4}>
                <Text size="sm" c="dimmed">
                  {[
                    round.interval ? formatDays(round.interval, language, zoneOf(round)) : t("round.undated"),
                    textIn(round.places, language),
                    round.sessionNumber > 0 ? t("round.session", { number: round.sessionNumber }) : "",
                    next.includes(round) ? t("round.toCome") : "",
                  ]
                    .filter((part) => part !== "")
                    .join(" · ")}
                </Text>
                {round.topics.length > 0 && (
                  <Text size="sm">
                    {round.topics
                      .map((topic) => topicTitle.get(topic) ?? "")
                      .filter((text) => text !== "")
                      .join("; ")}
                  </Text>
                )}
                {protocols
                  .filter((protocol) => protocol.round === round.name)
                  .map((protocol) => (
                    <Group key={protocol.name} gap="xs">
                      <Anchor component={Link} to={`/${protocol.name}`} size="sm">
                        {textIn(protocol.titles, language)}
                      </Anchor>
                      <ProtocolState state={protocol.state} />
                    </Group>
                  ))}
              </Stack>
            </Timeline.Item>
          ))}
        </Timeline>
      )}
      {isAdding && <RoundForm negotiation={negotiation.name} topics={topics} onClose={() => setIsAdding(false)} />}
    </Section>
  );
}
