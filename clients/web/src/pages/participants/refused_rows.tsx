import { List, Stack, Text } from "@mantine/core";
import { errorOfStatus, refusalOf } from "@plenary/client";
import type { Status } from "@plenary/client/gen/google/rpc/status_pb";
import { useRefusalText } from "../../parts/refusal_text.ts";

interface RefusedRowsProps {
  refused: readonly { name: string; error: Status }[];
}

// Who is refused, each reason once with all whom it concerns.
export function RefusedRows({ refused }: RefusedRowsProps) {
  const textOf = useRefusalText();
  const byReason = new Map<string, string[]>();
  for (const { name, error } of refused) {
    const text = textOf(refusalOf(errorOfStatus(error)));
    byReason.set(text, [...(byReason.get(text) ?? []), name]);
  }
  return (
    <Stack gap="xs">
      {[...byReason].map(([reason, names]) => (
        <div key={reason}>
          <Text size="sm">{reason}</Text>
          <List size="sm" c="dimmed">
            {names.map((name, place) => (
              <List.Item key={place}>{name}</List.Item>
            ))}
          </List>
        </div>
      ))}
    </Stack>
  );
}
