import { useQueryClient } from "@tanstack/react-query";
import { SegmentedControl, Select } from "@mantine/core";
import { ActionItem_State, ActionPlanService, Due_Period, type ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { OrganizationPicker, PersonPicker } from "../../parts/pickers.tsx";
import { FormDialog } from "../../parts/form_dialog.tsx";
import { TextsField } from "../../parts/texts_field.tsx";
import { changeable, draftOf, dueOf, isComplete, type DueKind } from "./item_draft.ts";
import { PeopleField } from "../../parts/several_field.tsx";

interface ItemFormProps {
  // The item to change; none: a new one.
  item?: ActionItem;
  // Where a new one stands, or what it is part of.
  place?: { actionPlan?: string; commitment?: string; parentItem?: string; isUnplanned?: boolean };
  onClose: () => void;
}

const DUES: DueKind[] = ["date", "periodic", "continuous"];
const PERIODS = [Due_Period.MONTH, Due_Period.QUARTER, Due_Period.HALF_YEAR, Due_Period.YEAR];

// Gives somebody something to do, or changes what it says. Executors and the due day of what was given
// change by steps of their own.
export function ItemForm({ item, place = {}, onClose }: ItemFormProps) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const queries = useQueryClient();
  const plans = clientOf(ActionPlanService);
  const isGiven = item !== undefined && item.state !== ActionItem_State.DRAFT;
  return (
    <FormDialog
      title={t(item ? "item.edit" : "item.create")}
      action={t(item ? "item.save" : "item.create")}
      draft={item ? `item-form/${item.name}` : `item-form/new/${place.actionPlan ?? ""}${place.commitment ?? ""}${place.parentItem ?? ""}`}
      initial={{ value: draftOf(item, language), etag: item?.etag ?? "" }}
      isComplete={isComplete}
      save={async (draft, etag, requestId) => {
        const lead = { organization: draft.organization, person: draft.person };
        if (!item) {
          await plans.createActionItem({
            actionItem: {
              ...place,
              ...changeable(draft),
              lead,
              author: draft.author,
              due: dueOf(draft),
              coExecutors: draft.coPeople.map((person) => ({ person })),
            },
            requestId,
          });
          notifyDone(t("item.created"));
          return;
        }
        await plans.updateActionItem({
          actionItem: { name: item.name, etag, ...changeable(draft), ...(isGiven ? {} : { due: dueOf(draft) }) },
          updateMask: { paths: ["titles", "texts", "controller", "note", ...(isGiven ? [] : ["due"])] },
          requestId,
        });
        notifyDone(t("item.saved"));
      }}
      {...(item && {
        readLatest: async () => {
          await queries.invalidateQueries();
          const latest = await plans.getActionItem({ name: item.name });
          return { value: draftOf(latest, language), etag: latest.etag };
        },
      })}
      onClose={onClose}
    >
      {(draft, set) => (
        <>
          <TextsField label={t("item.title")} required value={draft.titles} onChange={(titles) => set({ titles })} />
          <TextsField label={t("item.text")} rows={2} value={draft.texts} onChange={(texts) => set({ texts })} />
          {!item && (
            <>
              <OrganizationPicker
                label={t("item.organization")}
                value={draft.organization || null}
                onChange={(name) => set({ organization: name ?? "" })}
              />
              <PersonPicker label={t("item.lead")} value={draft.person || null} onChange={(name) => set({ person: name ?? "" })} />
              <PeopleField label={t("item.coExecutors")} value={draft.coPeople} onChange={(coPeople) => set({ coPeople })} />
            </>
          )}
          {!isGiven && (
            <>
              <SegmentedControl
                aria-label={t("item.due")}
                value={draft.dueKind}
                onChange={(kind) => set({ dueKind: kind as DueKind })}
                data={DUES.map((kind) => ({ value: kind, label: t(`item.dues.${kind}`) }))}
              />
              {draft.dueKind === "periodic" && (
                <Select
                  label={t("item.period")}
                  allowDeselect={false}
                  value={String(draft.period)}
                  onChange={(period) => set({ period: Number(period) })}
                  data={PERIODS.map((period) => ({ value: String(period), label: t(`due.every.${Due_Period[period]}`) }))}
                />
              )}
              <DayField
                label={t(draft.dueKind === "date" ? "item.dueDay" : "item.until")}
                required={draft.dueKind !== "continuous"}
                value={draft.until}
                onChange={(until) => set({ until })}
              />
            </>
          )}
          <PersonPicker
            label={t("item.controller")}
            value={draft.controller || null}
            onChange={(name) => set({ controller: name ?? "" })}
          />
          {!item && (
            <PersonPicker
              label={t("item.author")}
              description={t("item.authorHint")}
              value={draft.author || null}
              onChange={(name) => set({ author: name ?? "" })}
            />
          )}
          <LongField label={t("item.note")} minRows={1} value={draft.note} onChange={(note) => set({ note })} />
        </>
      )}
    </FormDialog>
  );
}
