import { Box, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Negotiation_Side, type Position, type Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NotWhenPresenting, usePresenting } from "../../parts/presenting.tsx";
import { PositionCard } from "./position_card.tsx";
import { PositionForm } from "./position_form.tsx";

interface PositionsOfSideProps {
  topic: string;
  side: Negotiation_Side;
  positions: Position[];
  rounds: Round[];
  mayWrite: boolean;
}

// What one side says on a topic, as far as the reader is cleared for it.
export function PositionsOfSide({ topic, side, positions, rounds, mayWrite }: PositionsOfSideProps) {
  const { t } = useTranslation("negotiations");
  const isPresenting = usePresenting();
  const [isAdding, setIsAdding] = useState(false);
  const title = t(side === Negotiation_Side.OURS ? "position.ours" : "position.theirs");
  return (
    <Box role="group" aria-label={title}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Text size="sm" fw={600} c="dimmed">
          {title}
        </Text>
        {mayWrite && !isPresenting && (
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={12} aria-hidden />} onClick={() => setIsAdding(true)}>
            {t("position.create")}
          </Button>
        )}
      </Group>
      <NotWhenPresenting>
        {positions.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("position.none")}
          </Text>
        )}
        <Stack gap="md">
          {positions.map((position) => (
            <PositionCard key={position.name} position={position} rounds={rounds} mayWrite={mayWrite} />
          ))}
        </Stack>
      </NotWhenPresenting>
      {isAdding && <PositionForm topic={topic} side={side} rounds={rounds} onClose={() => setIsAdding(false)} />}
    </Box>
  );
}
