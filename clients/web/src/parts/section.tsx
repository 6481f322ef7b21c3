import { Box, Group, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface SectionProps {
  title: string;
  // How many there are.
  count?: number | string;
  actions?: ReactNode;
  children: ReactNode;
}

// A part of a page under its own heading.
export function Section({ title, count, actions, children }: SectionProps) {
  return (
    <Box component="section" aria-label={title}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} size="h4">
          {title}
          {count !== undefined && (
            <Box component="span" c="dimmed" fw={400} ml={8}>
              {count}
            </Box>
          )}
        </Title>
        {actions}
      </Group>
      {children}
    </Box>
  );
}
