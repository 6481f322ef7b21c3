import { Alert, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS } from "../../api/change.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { isActive, type DelegationData } from "../registration/use_registration_data.ts";
import { doVerb } from "./do_verb.ts";
import { RULES, type DelegationVerb } from "./verbs.ts";
import notice from "../registration/registration.module.css";

interface VerbDialogProps {
  verb: DelegationVerb;
  data: DelegationData;
  onClose: () => void;
}

// Takes a delegation on to its next state, or back, and says what that does.
export function VerbDialog({ verb, data: { delegation, label, members }, onClose }: VerbDialogProps) {
  const { t } = useTranslation("delegations");
  const [reason, setReason] = useState("");
  const { needsReason } = RULES[verb];
  const count = members.filter(({ participant }) => isActive(participant)).length;
  const act = async (requestId: string) => {
    await doVerb(verb, delegation, reason.trim(), requestId);
    notifyDone(t(`done.${verb}`, { delegation: label }));
  };
  return (
    <ActDialog
      title={t(`ask.${verb}`, { delegation: label })}
      action={t(`do.${verb}`)}
      isReady={!needsReason || reason.trim() !== ""}
      danger={verb === "decline"}
      said={reason}
      touches={DELEGATIONS}
      act={act}
      onClose={onClose}
    >
      <Text size="sm">{t(`does.${verb}`)}</Text>
      {verb === "decline" && count > 0 && (
        <Alert color="yellow" variant="light" className={notice.waiting}>
          {t("declines", { count })}
        </Alert>
      )}
      <LongField
        label={needsReason ? t("reason") : t("reasonOptional")}
        description={needsReason ? t("reasonShown") : undefined}
        required={needsReason}
        maxLength={2000}
        data-autofocus
        value={reason}
        onChange={setReason}
      />
    </ActDialog>
  );
}
