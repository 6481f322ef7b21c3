import { useQuery } from "@connectrpc/connect-query";
import { Text } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";

// How many seats of an event are taken, and who waits.
export function EventSeats({ event }: { event: string }) {
  const { t } = useTranslation("events");
  const { data } = useQuery(DelegationService.method.getQuotaReport, { parent: event });
  if (!data) return null;
  const taken = data.categoryTotals.reduce((sum, { used, held }) => sum + used + held, 0);
  const waiting = data.categoryTotals.reduce((sum, quota) => sum + quota.waiting, 0);
  return (
    <span style={{ textAlign: "right" }}>
      <Text component="span" size="sm">
        {taken}
      </Text>
      {waiting > 0 && (
        <Text component="span" size="xs" c="var(--waiting)" display="block">
          {t("seats.waiting", { count: waiting })}
        </Text>
      )}
    </span>
  );
}
