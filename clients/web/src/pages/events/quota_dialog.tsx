import { NumberInput, Text } from "@mantine/core";
import { refusalOf } from "@plenary/client";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EVENTS, useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import type { QuotaCell } from "./quotas_table.tsx";
import { SeatBar } from "./seat_bar.tsx";

interface QuotaDialogProps extends QuotaCell {
  delegationLabel: string;
  categoryLabel: string;
  onClose: () => void;
}

// A delegation's seats in a category, with what another limit would do before it is set.
export function QuotaDialog({ delegation, category, quota, delegationLabel, categoryLabel, onClose }: QuotaDialogProps) {
  const { t } = useTranslation("events");
  const change = useChange(EVENTS);
  const [limit, setLimit] = useState<number | "">(quota?.limit ?? "");
  const [reason, setReason] = useState("");
  const before = quota?.limit ?? "";
  const asked = { delegation, category, ...(limit === "" ? {} : { limit }) };
  const tried = useQuery({
    queryKey: ["tried quota", asked, reason.trim() !== ""],
    queryFn: () => clientOf(DelegationService).setQuota({ ...asked, overbookingReason: reason, validateOnly: true }),
    enabled: limit !== before,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
    placeholderData: (last) => last,
  });
  const belowUse = tried.error !== null && refusalOf(tried.error).reason === "QUOTA_BELOW_USE";
  const promoted = tried.data ? tried.data.used - (quota?.used ?? 0) : 0;
  const act = async (requestId: string) => {
    await clientOf(DelegationService).setQuota({ ...asked, overbookingReason: reason, requestId });
    const setBack = async () => {
      await change({ setBack: before }, (requestId) =>
        clientOf(DelegationService).setQuota({
          delegation,
          category,
          ...(before === "" ? {} : { limit: before }),
          overbookingReason: t("quotas.undoReason"),
          requestId,
        }),
      );
    };
    notifyDone(t("quotas.saved", { delegation: delegationLabel, category: categoryLabel }), setBack);
  };
  return (
    <ActDialog
      title={t("quotas.edit", { delegation: delegationLabel, category: categoryLabel })}
      action={t("quotas.save")}
      isReady={limit !== before && (tried.error === null || (belowUse && reason.trim() !== ""))}
      said={{ ...asked, reason }}
      touches={EVENTS}
      act={act}
      onClose={onClose}
    >
      <SeatBar label={categoryLabel} used={quota?.used ?? 0} held={quota?.held ?? 0} limit={quota?.limit} waiting={quota?.waiting ?? 0} />
      <NumberInput
        label={t("quotas.limit")}
        description={t("quotas.limitText")}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        data-autofocus
        value={limit}
        onChange={(value) => setLimit(value === "" ? "" : Number(value))}
      />
      {(belowUse || reason !== "") && (
        <LongField
          label={t("quotas.reason")}
          description={t("quotas.reasonText")}
          required
          maxLength={2000}
          value={reason}
          onChange={setReason}
        />
      )}
      <div role="status">
        {limit !== before && tried.data && !tried.error && (
          <Text size="sm">
            {promoted > 0
              ? t("quotas.promotes", { count: promoted })
              : tried.data.overBy > 0
                ? t("seats.over", { count: tried.data.overBy })
                : t("quotas.nobodyMoves")}
          </Text>
        )}
      </div>
      {tried.error && <Refused error={tried.error} />}
    </ActDialog>
  );
}
