import { Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyProps {
  // What is not there, and what would bring it: "No meetings on 20 April yet."
  text: string;
  // What can be done about it: a button or a link.
  children?: ReactNode;
}

// A list without anything in it says so, and what to do.
export function Empty({ text, children }: EmptyProps) {
  return (
    <Stack className="empty" align="center" gap="sm" py="xl" px="md">
      <Text c="dimmed" ta="center" maw={480}>
        {text}
      </Text>
      {children && (
        <Group gap="xs" justify="center">
          {children}
        </Group>
      )}
    </Stack>
  );
}
