import { Button, Group, Skeleton, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Topic_State, type Negotiation, type Round, type Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Refused } from "../../parts/refused.tsx";
import { usePositions } from "./asked.ts";
import { lastId, parentOf } from "../../parts/resource_names.ts";
import type { Rights } from "./rights.ts";
import { TopicCard } from "./topic_card.tsx";
import { TopicForm } from "./topic_form.tsx";

interface TopicsViewProps {
  negotiation: Negotiation;
  topics: Topic[] | undefined;
  rounds: Round[];
  rights: Rights;
  // The id of the topic that the reader came for.
  chosen: string | null;
}

// Open ones first, each as on the agenda.
const byAgenda = (a: Topic, b: Topic) =>
  Number(a.state !== Topic_State.OPEN) - Number(b.state !== Topic_State.OPEN) || a.order - b.order || a.name.localeCompare(b.name);

// What is talked about, with what each side says.
export function TopicsView({ negotiation, topics, rounds, rights, chosen }: TopicsViewProps) {
  const { t } = useTranslation("negotiations");
  const positions = usePositions(negotiation.name);
  const [isAdding, setIsAdding] = useState(false);
  const add = rights.mayNegotiate && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
      {t("topic.create")}
    </Button>
  );
  return (
    <Stack gap="md">
      {topics && topics.length > 0 && <Group justify="flex-end">{add}</Group>}
      {positions.error && <Refused error={positions.error} onRetry={() => void positions.refetch()} />}
      {topics === undefined && Array.from({ length: 3 }, (_, row) => <Skeleton key={row} height={120} />)}
      {topics?.length === 0 && <Empty text={t("topic.none")}>{add}</Empty>}
      {topics?.toSorted(byAgenda).map((topic) => (
        <TopicCard
          key={topic.name}
          topic={topic}
          positions={(positions.data ?? []).filter((position) => parentOf(position.name) === topic.name)}
          rounds={rounds}
          mayWrite={rights.mayNegotiate}
          level={2}
          isChosen={lastId(topic.name) === chosen}
        />
      ))}
      {isAdding && <TopicForm negotiation={negotiation.name} onClose={() => setIsAdding(false)} />}
    </Stack>
  );
}
