import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

// One thing known of something, under its name.
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack gap={2} component="section" aria-label={label}>
      <Text size="xs" c="dimmed" fw={600}>
        {label}
      </Text>
      {children}
    </Stack>
  );
}
