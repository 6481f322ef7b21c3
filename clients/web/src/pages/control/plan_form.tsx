import { Group, SegmentedControl } from "@mantine/core";
import { ActionPlan_Kind, ActionPlanService, type ActionPlan } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { FormDialog } from "../../parts/form_dialog.tsx";
import { TextsField } from "../../parts/texts_field.tsx";
import { formTexts, hasText, written } from "../../parts/texts.ts";

const { COUNTERPART, ANNUAL } = ActionPlan_Kind;

// Drafts a plan, or changes one that is a draft.
export function PlanForm({ plan, onClose }: { plan?: ActionPlan; onClose: () => void }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const navigate = useNavigate();
  const plans = clientOf(ActionPlanService);
  const year = new Date().getFullYear();
  const valueOf = (from?: ActionPlan) => ({
    kind: from?.kind ?? COUNTERPART,
    titles: formTexts(from?.titles ?? [], language),
    counterpart: from?.counterpart ?? "",
    startDate: from?.startDate ?? `${year}-01-01`,
    endDate: from?.endDate ?? `${year}-12-31`,
    note: from?.note ?? "",
  });
  return (
    <FormDialog
      title={t(plan ? "plan.edit" : "plan.create")}
      action={t(plan ? "plan.save" : "plan.create")}
      draft={`plan-form/${plan?.name ?? "new"}`}
      initial={{ value: valueOf(plan), etag: plan?.etag ?? "" }}
      isComplete={({ kind, titles, counterpart, startDate, endDate }) =>
        hasText(titles) && startDate !== "" && endDate >= startDate && (kind === ANNUAL || counterpart !== "")
      }
      save={async ({ titles, ...rest }, etag, requestId) => {
        const actionPlan = { ...rest, titles: written(titles) };
        if (plan) {
          await plans.updateActionPlan({
            actionPlan: { ...actionPlan, name: plan.name, etag },
            updateMask: { paths: ["titles", "counterpart", "start_date", "end_date", "note"] },
            requestId,
          });
          notifyDone(t("plan.saved"));
        } else {
          const { name } = await plans.createActionPlan({ actionPlan, requestId });
          void navigate(`/control/plans/${name.split("/")[1]}`);
        }
      }}
      {...(plan && {
        readLatest: async () => {
          const latest = await plans.getActionPlan({ name: plan.name });
          return { value: valueOf(latest), etag: latest.etag };
        },
      })}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          {!plan && (
            <SegmentedControl
              aria-label={t("plan.kindLabel")}
              value={String(value.kind)}
              onChange={(kind) => set({ kind: Number(kind) })}
              data={[COUNTERPART, ANNUAL].map((kind) => ({ value: String(kind), label: t(`plan.kind.${ActionPlan_Kind[kind]}`) }))}
            />
          )}
          <TextsField label={t("plan.title")} required value={value.titles} onChange={(titles) => set({ titles })} />
          {value.kind === COUNTERPART && (
            <OrganizationPicker
              label={t("commitment.counterpart")}
              required
              value={value.counterpart || null}
              onChange={(name) => set({ counterpart: name ?? "" })}
            />
          )}
          <Group grow>
            <DayField label={t("plan.from")} required value={value.startDate} onChange={(startDate) => set({ startDate })} />
            <DayField label={t("plan.until")} required value={value.endDate} onChange={(endDate) => set({ endDate })} />
          </Group>
          <LongField label={t("item.note")} minRows={1} value={value.note} onChange={(note) => set({ note })} />
        </>
      )}
    </FormDialog>
  );
}
