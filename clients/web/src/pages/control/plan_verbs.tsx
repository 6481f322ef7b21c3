import { Button, Text, TextInput } from "@mantine/core";
import { ActionPlan_State, ActionPlanService, type ActionPlan } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";

type PlanVerb = "submit" | "returnPlan" | "approve" | "amend" | "implement";

// The steps from each state; the last one is the page's own button.
const STEPS: Record<ActionPlan_State, PlanVerb[]> = {
  [ActionPlan_State.STATE_UNSPECIFIED]: [],
  [ActionPlan_State.DRAFT]: ["submit"],
  [ActionPlan_State.IN_AGREEMENT]: ["returnPlan", "approve"],
  [ActionPlan_State.APPROVED]: ["implement", "amend"],
  [ActionPlan_State.IMPLEMENTED]: [],
};

// Takes a plan from its draft to its end.
export function PlanVerbs({ plan, itemCount }: { plan: ActionPlan; itemCount: number }) {
  const { t } = useTranslation("control");
  const [asked, setAsked] = useState<PlanVerb>();
  const steps = STEPS[plan.state];
  return (
    <>
      {steps.map((verb, i) => (
        <Button key={verb} variant={i === steps.length - 1 ? "filled" : "default"} onClick={() => setAsked(verb)}>
          {t(`plan.verb.${verb}`)}
        </Button>
      ))}
      {asked && <PlanVerbDialog plan={plan} verb={asked} itemCount={itemCount} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function PlanVerbDialog({ plan, verb, itemCount, onClose }: { plan: ActionPlan; verb: PlanVerb; itemCount: number; onClose: () => void }) {
  const { t } = useTranslation("control");
  const [said, setSaid] = useState({ words: "", number: "", date: "" });
  const needsReason = verb === "returnPlan" || verb === "amend";
  const words = said.words.trim();
  const act = async (requestId: string) => {
    const plans = clientOf(ActionPlanService);
    const request = { name: plan.name, etag: plan.etag, requestId };
    switch (verb) {
      case "submit":
        await plans.submitActionPlan({ ...request, note: words });
        break;
      case "returnPlan":
        await plans.returnActionPlan({ ...request, reason: words });
        break;
      case "approve":
        await plans.approveActionPlan({
          ...request,
          ...(said.number.trim() === "" ? {} : { document: { registrationNumber: said.number.trim(), date: said.date } }),
        });
        break;
      case "amend":
        await plans.amendActionPlan({ ...request, reason: words });
        break;
      case "implement":
        await plans.implementActionPlan({ ...request, note: words });
    }
    notifyDone(t(`plan.done.${verb}`));
  };
  return (
    <ActDialog
      title={t(`plan.verb.${verb}`)}
      action={t(`plan.verb.${verb}`)}
      isReady={!needsReason || words !== ""}
      said={said}
      act={act}
      onClose={onClose}
    >
      <Text>{t(`plan.means.${verb}`, { count: itemCount })}</Text>
      {verb === "approve" ? (
        <>
          <TextInput
            label={t("plan.paper")}
            value={said.number}
            onChange={(event) => setSaid({ ...said, number: event.currentTarget.value })}
          />
          <DayField label={t("evidence.date")} value={said.date} onChange={(date) => setSaid({ ...said, date })} />
        </>
      ) : (
        <LongField
          label={t(needsReason ? "why" : "noteOptional")}
          required={needsReason}
          value={said.words}
          onChange={(words) => setSaid({ ...said, words })}
        />
      )}
    </ActDialog>
  );
}
