import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SeatEffect } from "./preview.ts";

interface SeatEffectsProps {
  effects: readonly SeatEffect[];
  delegationOf: (name: string) => string;
  categoryOf: (name: string) => string;
}

// What a change does to quotas, before it is made.
export function SeatEffects({ effects, delegationOf, categoryOf }: SeatEffectsProps) {
  const { t } = useTranslation("participants");
  return (
    <Table verticalSpacing={6} fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("column.delegation")}</Table.Th>
          <Table.Th>{t("column.category")}</Table.Th>
          <Table.Th ta="right">{t("preview.seats")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {effects.map(({ delegation, category, before, after, limit, waiting }) => (
          <Table.Tr key={`${delegation} ${category}`}>
            <Table.Td>{delegation === "" ? t("preview.wholeEvent") : delegationOf(delegation)}</Table.Td>
            <Table.Td>{categoryOf(category)}</Table.Td>
            <Table.Td ta="right">
              <Text span size="sm" fw={500} c={limit !== undefined && after > limit ? "var(--bad)" : undefined}>
                {t(limit === undefined ? "preview.change" : "preview.changeOf", { before, after, limit })}
              </Text>
              {after < before && waiting > 0 && (
                <Text size="xs" c="dimmed">
                  {t("preview.nextInLine", { count: waiting })}
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
