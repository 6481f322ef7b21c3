import { Button, Group, Modal, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import { refusalOf } from "@plenary/client";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import type { QuotaCell } from "./quotas_table.tsx";
import { SeatBar } from "./seat_bar.tsx";
import { useSaving } from "./use_saving.ts";

interface QuotaDialogProps extends QuotaCell {
  delegationLabel: string;
  categoryLabel: string;
  onClose: () => void;
}

// A delegation's seats in a category, with what another limit would do before it is set.
export function QuotaDialog({ delegation, category, quota, delegationLabel, categoryLabel, onClose }: QuotaDialogProps) {
  const { t } = useTranslation("events");
  const { busy, error, save } = useSaving();
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
  const submit = async () => {
    const done = await save((requestId) => clientOf(DelegationService).setQuota({ ...asked, overbookingReason: reason, requestId }));
    if (!done) return;
    const setBack = async () => {
      await save((requestId) =>
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
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("quotas.edit", { delegation: delegationLabel, category: categoryLabel })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <SeatBar
            label={categoryLabel}
            used={quota?.used ?? 0}
            held={quota?.held ?? 0}
            limit={quota?.limit}
            waiting={quota?.waiting ?? 0}
          />
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
            <Textarea
              label={t("quotas.reason")}
              description={t("quotas.reasonText")}
              required
              autosize
              minRows={2}
              maxLength={2000}
              value={reason}
              onChange={(typed) => setReason(typed.currentTarget.value)}
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
          {error !== undefined && <Refused error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={limit === before || (tried.error !== null && !(belowUse && reason.trim() !== ""))}
            >
              {t("quotas.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
