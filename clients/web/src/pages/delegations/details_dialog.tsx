import { Button, Group, Modal, Select, Stack, Textarea } from "@mantine/core";
import { Delegation_Payer as Payer, DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { useRights } from "../participants/rights.ts";
import type { DelegationData } from "../registration/use_registration_data.ts";
import { PapersField, type Paper } from "./papers_field.tsx";
import { useAct } from "./use_act.ts";

const PAYERS = [Payer.SENDER, Payer.HOST, Payer.SHARED];

// Papers, payer and note of a delegation.
export function DetailsDialog({ data: { delegation, label }, onClose }: { data: DelegationData; onClose: () => void }) {
  const { t } = useTranslation("delegations");
  const { secretariat } = useRights();
  const { isBusy, error, act } = useAct();
  const [basis, setBasis] = useState<Paper[]>(() =>
    delegation.basis.map(({ kind, registrationNumber, date, signatory }) => ({ kind, registrationNumber, date, signatory })),
  );
  const [payer, setPayer] = useState(delegation.payer);
  const [note, setNote] = useState(delegation.note);
  const save = async () => {
    const paths = ["basis", "note", ...(secretariat ? ["payer"] : [])];
    const done = await act((requestId) =>
      clientOf(DelegationService).updateDelegation({
        delegation: { name: delegation.name, etag: delegation.etag, basis, note: note.trim(), payer },
        updateMask: { paths },
        requestId,
      }),
    );
    if (!done) return;
    notifyDone(t("details.done", { delegation: label }));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("details.ask")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <PapersField papers={basis} onChange={setBasis} />
          {secretariat && (
            <Select
              label={t("details.payer")}
              clearable
              data={PAYERS.map((each) => ({ value: String(each), label: t(`payer.${Payer[each]}`) }))}
              value={payer === 0 ? null : String(payer)}
              onChange={(value) => setPayer(Number(value ?? 0))}
            />
          )}
          <Textarea
            label={t("details.note")}
            autosize
            minRows={3}
            maxLength={4000}
            value={note}
            onChange={(typed) => setNote(typed.currentTarget.value)}
          />
          {error !== undefined && <Refused error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("details.action")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
