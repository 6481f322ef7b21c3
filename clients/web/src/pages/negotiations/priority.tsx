import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

const MOST = 1;

// How much a topic matters to us, from 1, the most, to 5.
export function Priority({ priority }: { priority: number }) {
  const { t } = useTranslation("negotiations");
  return (
    <Text component="span" size="sm" {...(priority === MOST ? { fw: 600 } : { c: "dimmed" })}>
      {t("topic.priorityIs", { priority })}
    </Text>
  );
}
