import { Select } from "@mantine/core";
import { Body_Kind, NegotiationService, type Body } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { bodyDraft, bodyOf, isComplete, type BodyDraft } from "./body_draft.ts";
import { FormDialog } from "../../parts/form_dialog.tsx";
import { OfficialsField } from "./officials_field.tsx";
import { PaperFields } from "../../parts/paper_fields.tsx";
import { SidesField } from "./sides_field.tsx";
import { TextsField } from "../../parts/texts_field.tsx";

interface BodyFormProps {
  // The one to change; without it a new one is set up.
  body?: Body;
  onSaved?: (name: string) => void;
  onClose: () => void;
}

const FIELDS = ["display_names", "kind", "sides", "officials", "founding_document"];
const KINDS = [Body_Kind.JOINT_WORKING_GROUP, Body_Kind.COMMISSION, Body_Kind.COUNCIL, Body_Kind.OTHER];

// Sets up a commission, a working group, a council, or changes it.
export function BodyForm({ body, onSaved, onClose }: BodyFormProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const negotiations = clientOf(NegotiationService);
  const editedOf = (one?: Body) => ({ value: bodyDraft(one, language), etag: one?.etag ?? "" });
  const save = async (draft: BodyDraft, etag: string, requestId: string) => {
    const fields = bodyOf(draft);
    const { name } = body
      ? await negotiations.updateBody({ body: { ...fields, name: body.name, etag }, updateMask: { paths: FIELDS }, requestId })
      : await negotiations.createBody({ body: fields, requestId });
    notifyDone(t(body ? "body.saved" : "body.created"));
    onSaved?.(name);
  };
  return (
    <FormDialog
      title={t(body ? "body.edit" : "body.create")}
      action={t(body ? "body.save" : "body.create")}
      draft={`body/${body?.name ?? "new"}`}
      initial={editedOf(body)}
      isComplete={isComplete}
      save={save}
      {...(body && { readLatest: async () => editedOf(await negotiations.getBody({ name: body.name })) })}
      onClose={onClose}
    >
      {(draft, set) => (
        <>
          <TextsField label={t("body.name")} required value={draft.displayNames} onChange={(displayNames) => set({ displayNames })} />
          <Select
            label={t("body.kindField")}
            allowDeselect={false}
            value={String(draft.kind)}
            onChange={(kind) => set({ kind: Number(kind) })}
            data={KINDS.map((kind) => ({ value: String(kind), label: t(`body.kind.${Body_Kind[kind]}`) }))}
          />
          <SidesField value={draft.sides} onChange={(sides) => set({ sides })} />
          <OfficialsField
            sides={draft.sides.map(({ organization }) => organization)}
            value={draft.officials}
            onChange={(officials) => set({ officials })}
          />
          <PaperFields legend={t("body.paper")} value={draft.paper} onChange={(paper) => set({ paper })} />
        </>
      )}
    </FormDialog>
  );
}
