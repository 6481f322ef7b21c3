import { Alert, Button, Group, List, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { refusalOf } from "@plenary/client";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRefusalText } from "./refusal_text.ts";

interface RefusedProps {
  // What a call was rejected with.
  error: unknown;
  // Repeats what was refused, where that may help.
  onRetry?: () => void;
  // What could be done instead.
  children?: ReactNode;
}

// What cannot be done, what stands in the way, what could be done instead.
export function Refused({ error, onRetry, children }: RefusedProps) {
  const { t } = useTranslation();
  const textOf = useRefusalText();
  const refusal = refusalOf(error);
  return (
    <Alert className="refused" color="red" variant="light" role="alert" radius="md" icon={<IconAlertCircle size={20} aria-hidden />}>
      <Text fw={500}>{textOf(refusal)}</Text>
      {refusal.fields.length > 0 && (
        <List size="sm" mt={4}>
          {refusal.fields.map(({ field, description }) => (
            <List.Item key={field + description}>{description}</List.Item>
          ))}
        </List>
      )}
      {(children !== undefined || onRetry) && (
        <Group gap="xs" mt="sm">
          {children}
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t("retry")}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}
