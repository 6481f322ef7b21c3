import { Alert, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { refusalOf } from "@plenary/client";
import { DelegationService, type Quota } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import type { DelegationData } from "../registration/use_registration_data.ts";
import notice from "../registration/registration.module.css";

interface QuotaDialogProps {
  data: DelegationData;
  onClose: () => void;
}

const PAUSE_MS = 300;

// How many seats a delegation has in a category, with what that would do before it is done.
export function QuotaDialog({ data: { delegation, categories, quotas }, onClose }: QuotaDialogProps) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const [category, setCategory] = useState(quotas[0]?.category ?? categories[0]?.name ?? "");
  const quota = quotas.find((each) => each.category === category);
  const [limits, setLimits] = useState<Record<string, number | "">>({});
  const limit = limits[category] ?? quota?.limit ?? "";
  const [reason, setReason] = useState("");
  const request = { delegation: delegation.name, category, overbookingReason: reason.trim(), ...(limit === "" ? {} : { limit }) };
  const isChanged = limit !== (quota?.limit ?? "");
  const [settled] = useDebouncedValue(JSON.stringify(request), PAUSE_MS);
  const preview = useQuery({
    queryKey: ["quota tried", settled],
    queryFn: () => clientOf(DelegationService).setQuota({ ...(JSON.parse(settled) as typeof request), validateOnly: true }),
    enabled: isChanged,
    retry: false,
    structuralSharing: false,
    gcTime: 0,
  });
  const isBelow = preview.error !== null && refusalOf(preview.error).reason === "QUOTA_BELOW_USE";
  const act = async (requestId: string) => {
    await clientOf(DelegationService).setQuota({ ...request, requestId });
    const back = quota?.limit;
    notifyDone(t("quota.done"), async () => {
      await clientOf(DelegationService).setQuota({
        delegation: delegation.name,
        category,
        overbookingReason: reason.trim(),
        requestId: crypto.randomUUID(),
        ...(back === undefined ? {} : { limit: back }),
      });
    });
  };
  return (
    <ActDialog
      title={t("quota.ask")}
      action={t("quota.action")}
      isReady={isChanged && preview.error === null}
      said={request}
      touches={DELEGATIONS}
      act={act}
      onClose={onClose}
    >
      <Select
        label={t("quota.category")}
        allowDeselect={false}
        data={categories.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
        value={category}
        onChange={(value) => setCategory(value ?? category)}
      />
      <NumberInput
        label={t("quota.limit")}
        description={t("quota.limitless")}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        data-autofocus
        value={limit}
        onChange={(value) => setLimits({ ...limits, [category]: value === "" ? "" : Number(value) })}
      />
      <Text size="sm" c="dimmed">
        {t("quota.now", { taken: quota?.used ?? 0, held: quota?.held ?? 0, waiting: quota?.waiting ?? 0 })}
      </Text>
      {isChanged && preview.data && <Effect before={quota} after={preview.data} />}
      {isChanged && isBelow && (
        <>
          <Alert color="orange" variant="light" className={notice.waiting}>
            {t("quota.below", { used: (quota?.used ?? 0) + (quota?.held ?? 0), limit })}
          </Alert>
          <TextInput label={t("quota.overReason")} required value={reason} onChange={(typed) => setReason(typed.currentTarget.value)} />
        </>
      )}
      {isChanged && preview.error !== null && !isBelow && <Refused error={preview.error} />}
    </ActDialog>
  );
}

// What a new limit does: who gets a seat from the waiting list, how many are left.
function Effect({ before, after }: { before: Quota | undefined; after: Quota }) {
  const { t } = useTranslation("delegations");
  const promoted = Math.max(0, (before?.waiting ?? 0) - after.waiting);
  const left = after.limit === undefined ? undefined : after.limit - after.used - after.held;
  return (
    <Alert color="blue" variant="light" className={notice.tentative} role="status">
      {promoted > 0 && <Text size="sm">{t("quota.promotes", { count: promoted })}</Text>}
      {after.overBy > 0 && <Text size="sm">{t("quota.overBy", { count: after.overBy })}</Text>}
      <Text size="sm">{left === undefined ? t("quota.noLimit") : t("quota.left", { count: Math.max(0, left) })}</Text>
    </Alert>
  );
}
