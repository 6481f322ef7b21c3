import { Select } from "@mantine/core";
import { Delegation_Payer as Payer, DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { useRights } from "../participants/rights.ts";
import type { DelegationData } from "../registration/use_registration_data.ts";
import { PapersField, type Paper } from "./papers_field.tsx";

const PAYERS = [Payer.SENDER, Payer.HOST, Payer.SHARED];

// Papers, payer and note of a delegation.
export function DetailsDialog({ data: { delegation, label }, onClose }: { data: DelegationData; onClose: () => void }) {
  const { t } = useTranslation("delegations");
  const { secretariat } = useRights();
  const [basis, setBasis] = useState<Paper[]>(() =>
    delegation.basis.map(({ kind, registrationNumber, date, signatory }) => ({ kind, registrationNumber, date, signatory })),
  );
  const [payer, setPayer] = useState(delegation.payer);
  const [note, setNote] = useState(delegation.note);
  const act = async (requestId: string) => {
    const paths = ["basis", "note", ...(secretariat ? ["payer"] : [])];
    await clientOf(DelegationService).updateDelegation({
      delegation: { name: delegation.name, etag: delegation.etag, basis, note: note.trim(), payer },
      updateMask: { paths },
      requestId,
    });
    notifyDone(t("details.done", { delegation: label }));
  };
  return (
    <ActDialog
      title={t("details.ask")}
      action={t("details.action")}
      size="lg"
      said={{ basis, payer, note }}
      touches={DELEGATIONS}
      act={act}
      onClose={onClose}
    >
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
      <LongField label={t("details.note")} minRows={3} maxLength={4000} value={note} onChange={setNote} />
    </ActDialog>
  );
}
