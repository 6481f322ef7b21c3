import { List, Stack, Text } from "@mantine/core";
import type { Refusal } from "@plenary/client";
import { useRefusalText } from "./refusal_text.ts";

interface RefusedNamesProps {
  refused: readonly { name: string; refusal: Refusal }[];
}

// Who is refused, each reason once with all whom it concerns.
export function RefusedNames({ refused }: RefusedNamesProps) {
  const textOf = useRefusalText();
  const byReason = new Map<string, string[]>();
  for (const { name, refusal } of refused) {
    const text = textOf(refusal);
    byReason.set(text, [...(byReason.get(text) ?? []), name]);
  }
  return (
    <Stack gap="xs">
      {[...byReason].map(([reason, names]) => (
        <div key={reason}>
          <Text size="sm">{reason}</Text>
          <List size="sm">
            {names.map((name, place) => (
              <List.Item key={place}>{name}</List.Item>
            ))}
          </List>
        </div>
      ))}
    </Stack>
  );
}
