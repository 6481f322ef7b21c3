import { Text } from "@mantine/core";
import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useOrganizationLines, usePersonLines } from "../../parts/directory.ts";

export const executorsOf = (item: ActionItem) => [...(item.lead ? [item.lead] : []), ...item.coExecutors];

// How executors are called: the person, with the organization in the second place.
export function useExecutorLines(items: readonly ActionItem[]): (executor: { person: string; organization: string }) => string {
  const all = items.flatMap(executorsOf);
  const person = usePersonLines(all.map((executor) => executor.person));
  const organization = useOrganizationLines(all.map((executor) => executor.organization));
  return (executor) => [person(executor.person), organization(executor.organization)].filter((part) => part !== "").join(", ");
}

// Who leads, and how many take part beside them.
export function ExecutorLine({
  item,
  lineOf,
}: {
  item: ActionItem;
  lineOf: (executor: { person: string; organization: string }) => string;
}) {
  if (!item.lead) return null;
  return (
    <Text size="sm" c="dimmed" title={item.coExecutors.map(lineOf).join("; ") || undefined}>
      {lineOf(item.lead)}
      {item.coExecutors.length > 0 && ` +${item.coExecutors.length}`}
    </Text>
  );
}
