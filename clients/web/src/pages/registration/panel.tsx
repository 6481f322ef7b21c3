import { Group, Text } from "@mantine/core";
import { useId, type ReactNode } from "react";
import look from "./registration.module.css";

interface PanelProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

// One thing beside the table.
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section className={look.panel} aria-labelledby={id}>
      <Group justify="space-between" mb={8} gap="xs" wrap="nowrap" align="flex-start">
        <Text id={id} component="h2" fw={600} size="md" m={0}>
          {title}
        </Text>
        {aside !== undefined && <div className={look.aside}>{aside}</div>}
      </Group>
      {children}
    </section>
  );
}
