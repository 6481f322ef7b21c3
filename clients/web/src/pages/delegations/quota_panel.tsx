import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRights } from "../participants/rights.ts";
import { Panel } from "../registration/panel.tsx";
import { SeatsPanel } from "../registration/seats_panel.tsx";
import type { DelegationData } from "../registration/use_registration_data.ts";
import { QuotaDialog } from "./quota_dialog.tsx";

// The seats of a delegation, which the secretariat sets.
export function QuotaPanel({ data }: { data: DelegationData }) {
  const { t } = useTranslation("delegations");
  const { secretariat } = useRights();
  const [isOpen, setOpen] = useState(false);
  const { quotas, categories } = data;
  const seats = categories.flatMap(({ name }) => {
    const quota = quotas.find(({ category }) => category === name);
    return quota
      ? [{ category: name, limit: quota.limit, taken: quota.used, held: quota.held, seated: 0, unseated: 0, waiting: quota.waiting }]
      : [];
  });
  const over = quotas.filter(({ overBy }) => overBy > 0);
  return (
    <Panel
      title={t("quota.title")}
      aside={
        secretariat && (
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
            {t("quota.set")}
          </Button>
        )
      }
    >
      <SeatsPanel seats={seats} categories={categories} usual={seats[0]?.category ?? ""} />
      {over.map(({ category, overBy, overbookingReason }) => (
        <Text key={category} size="sm" c="var(--conflict)">
          {t("quota.over", { count: overBy, reason: overbookingReason })}
        </Text>
      ))}
      {isOpen && <QuotaDialog data={data} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
