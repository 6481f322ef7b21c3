import { Anchor, Box, Group, Paper, Text, Title } from "@mantine/core";
import { Negotiation_Side, Topic_State, type Position, type Round, type Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { TopicState } from "./badges.tsx";
import { usePersonLines } from "../../parts/directory.ts";
import { threadHref } from "../../parts/resource_names.ts";
import { PositionsOfSide } from "./positions_of_side.tsx";
import { Priority } from "./priority.tsx";
import { TopicMenu } from "./topic_menu.tsx";
import look from "./topic_card.module.css";

interface TopicCardProps {
  topic: Topic;
  // Those on it that the reader is cleared for.
  positions: Position[];
  rounds: Round[];
  mayWrite: boolean;
  // Of its heading.
  level?: 2 | 3;
  // Whether the reader came for this one.
  isChosen?: boolean;
}

// A topic, and what each side says on it.
export function TopicCard({ topic, positions, rounds, mayWrite, level = 3, isChosen = false }: TopicCardProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const card = useRef<HTMLDivElement>(null);
  const owner = usePersonLines([topic.owner])(topic.owner);
  const title = textIn(topic.titles, language);
  useEffect(() => {
    if (isChosen) card.current?.scrollIntoView({ block: "start" });
  }, [isChosen]);
  const isOpen = topic.state === Topic_State.OPEN;
  return (
    <Paper ref={card} withBorder p="md" component="article" aria-label={title} className={isChosen ? look.chosen : undefined}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Box>
          <Title order={level} size="h5">
            {title}
          </Title>
          <Group gap="sm" mt={4}>
            <TopicState state={topic.state} />
            <Priority priority={topic.priority} />
            {owner !== "" && (
              <Text size="sm" c="dimmed">
                {t("topic.prepares", { person: owner })}
              </Text>
            )}
            <Anchor component={Link} to={threadHref(topic.name)} size="sm">
              {t("thread.whatCame")}
            </Anchor>
          </Group>
          {!isOpen && topic.stateReason !== "" && (
            <Text size="sm" mt={4}>
              {topic.stateReason}
            </Text>
          )}
        </Box>
        {mayWrite && <TopicMenu topic={topic} />}
      </Group>
      <div className={look.sides}>
        {[Negotiation_Side.OURS, Negotiation_Side.THEIRS].map((side) => (
          <PositionsOfSide
            key={side}
            topic={topic.name}
            side={side}
            positions={positions.filter((position) => position.side === side)}
            rounds={rounds}
            mayWrite={mayWrite}
          />
        ))}
      </div>
    </Paper>
  );
}
