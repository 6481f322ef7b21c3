import { Select } from "@mantine/core";
import { NegotiationService, type Body, type Negotiation } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { OrganizationPicker, PersonPicker } from "../../parts/pickers.tsx";
import { useBodies } from "./asked.ts";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { TextsField } from "../../parts/texts_field.tsx";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";

interface DossierValue {
  displayNames: FormText[];
  counterpart: string;
  ourOrganization: string;
  body: string;
  responsible: string;
  note: string;
}

interface DossierFormProps {
  // The one to change; without it a new one is opened.
  negotiation?: Negotiation;
  onClose: () => void;
  onSaved?: (name: string) => void;
}

const FIELDS = ["display_names", "counterpart", "our_organization", "body", "responsible", "note"];

const isSideOf = (body: Body, organization: string) => body.sides.some((side) => side.organization === organization);

export function DossierForm({ negotiation, onClose, onSaved }: DossierFormProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const bodies = useBodies();
  const negotiations = clientOf(NegotiationService);
  const editedOf = (one?: Negotiation): Edited<DossierValue> => ({
    etag: one?.etag ?? "",
    value: {
      displayNames: formTexts(one?.displayNames ?? [], language),
      counterpart: one?.counterpart ?? "",
      ourOrganization: one?.ourOrganization ?? "",
      body: one?.body ?? "",
      responsible: one?.responsible ?? "",
      note: one?.note ?? "",
    },
  });
  const save = async (value: DossierValue, etag: string, requestId: string) => {
    const fields = { ...value, displayNames: written(value.displayNames) };
    const saved = negotiation
      ? await negotiations.updateNegotiation({
          negotiation: { ...fields, name: negotiation.name, etag },
          updateMask: { paths: FIELDS },
          requestId,
        })
      : await negotiations.createNegotiation({ negotiation: fields, requestId });
    notifyDone(t(negotiation ? "dossier.saved" : "dossier.created"));
    onSaved?.(saved.name);
  };
  return (
    <FormDialog
      title={t(negotiation ? "dossier.edit" : "dossier.create")}
      action={t(negotiation ? "dossier.save" : "dossier.create")}
      draft={`negotiation/${negotiation?.name ?? "new"}`}
      initial={editedOf(negotiation)}
      isComplete={({ displayNames, counterpart }) => hasText(displayNames) && counterpart !== ""}
      save={save}
      {...(negotiation ? { readLatest: async () => editedOf(await negotiations.getNegotiation({ name: negotiation.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          <OrganizationPicker
            label={t("dossier.counterpart")}
            description={t("dossier.counterpartHint")}
            value={value.counterpart || null}
            onChange={(counterpart) => set({ counterpart: counterpart ?? "", body: "" })}
            required
          />
          <TextsField label={t("dossier.name")} value={value.displayNames} onChange={(displayNames) => set({ displayNames })} required />
          <OrganizationPicker
            label={t("dossier.ourOrganization")}
            value={value.ourOrganization || null}
            onChange={(ourOrganization) => set({ ourOrganization: ourOrganization ?? "" })}
          />
          <Select
            label={t("dossier.body")}
            description={t("dossier.bodyHint")}
            clearable
            value={value.body || null}
            onChange={(body) => set({ body: body ?? "" })}
            data={(bodies.data ?? [])
              .filter((body) => isSideOf(body, value.counterpart))
              .map((body) => ({ value: body.name, label: textIn(body.displayNames, language) }))}
          />
          <PersonPicker
            label={t("dossier.responsible")}
            value={value.responsible || null}
            onChange={(responsible) => set({ responsible: responsible ?? "" })}
          />
          <LongField label={t("dossier.note")} maxRows={10} value={value.note} onChange={(note) => set({ note })} />
        </>
      )}
    </FormDialog>
  );
}
