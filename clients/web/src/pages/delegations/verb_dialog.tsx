import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { isActive, type DelegationData } from "../registration/use_registration_data.ts";
import { doVerb } from "./do_verb.ts";
import { useAct } from "./use_act.ts";
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
  const { isBusy, error, act } = useAct();
  const [reason, setReason] = useState("");
  const { needsReason } = RULES[verb];
  const count = members.filter(({ participant }) => isActive(participant)).length;
  const save = async () => {
    if (!(await act((requestId) => doVerb(verb, delegation, reason.trim(), requestId)))) return;
    notifyDone(t(`done.${verb}`, { delegation: label }));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t(`ask.${verb}`, { delegation: label })} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t(`does.${verb}`)}</Text>
          {verb === "decline" && count > 0 && (
            <Alert color="yellow" variant="light" className={notice.waiting}>
              {t("declines", { count })}
            </Alert>
          )}
          <Textarea
            label={needsReason ? t("reason") : t("reasonOptional")}
            description={needsReason ? t("reasonShown") : undefined}
            required={needsReason}
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            value={reason}
            onChange={(typed) => setReason(typed.currentTarget.value)}
          />
          {error !== undefined && <Refused error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button
              type="submit"
              loading={isBusy}
              disabled={needsReason && reason.trim() === ""}
              {...(verb === "decline" ? { color: "red" } : {})}
            >
              {t(`do.${verb}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
