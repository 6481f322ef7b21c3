import { Select } from "@mantine/core";
import { Classification } from "@plenary/client/gen/plenary/v1/common_pb";
import { Negotiation_Side, NegotiationService, type Position, type Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { useClearance } from "./rights.ts";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";
import { TextsField } from "../../parts/texts_field.tsx";

interface PositionValue {
  classification: Classification;
  organization: string;
  texts: FormText[];
  round: string;
}

interface PositionFormProps {
  topic: string;
  side: Negotiation_Side;
  // The one to change; without it a new one is recorded.
  position?: Position;
  rounds: Round[];
  onClose: () => void;
}

const FIELDS = ["classification", "organization", "texts", "round"];
const CLASSIFICATIONS = [Classification.OFFICIAL, Classification.CONFIDENTIAL, Classification.SECRET];

export function PositionForm({ topic, side, position, rounds, onClose }: PositionFormProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const clearance = useClearance();
  const negotiations = clientOf(NegotiationService);
  const editedOf = (one?: Position): Edited<PositionValue> => ({
    etag: one?.etag ?? "",
    value: {
      // What is ours is kept close unless somebody says otherwise.
      classification:
        one?.classification ??
        (side === Negotiation_Side.OURS && clearance >= Classification.CONFIDENTIAL
          ? Classification.CONFIDENTIAL
          : Classification.OFFICIAL),
      organization: one?.organization ?? "",
      texts: formTexts(one?.texts ?? [], language),
      round: one?.round ?? "",
    },
  });
  const save = async (value: PositionValue, etag: string, requestId: string) => {
    const fields = { ...value, texts: written(value.texts), side };
    if (position)
      await negotiations.updatePosition({ position: { ...fields, name: position.name, etag }, updateMask: { paths: FIELDS }, requestId });
    else await negotiations.createPosition({ parent: topic, position: fields, requestId });
    notifyDone(t(position ? "position.saved" : "position.created"));
  };
  const ofSide = side === Negotiation_Side.OURS ? "ours" : "theirs";
  return (
    <FormDialog
      title={t(`position.${position ? "edit" : "create"}Of.${ofSide}`)}
      action={t(position ? "position.save" : "position.create")}
      draft={`position/${position?.name ?? `${topic}/${ofSide}`}`}
      isSecret={({ classification }) => classification > Classification.OFFICIAL}
      initial={editedOf(position)}
      isComplete={({ texts }) => hasText(texts)}
      save={save}
      {...(position ? { readLatest: async () => editedOf(await negotiations.getPosition({ name: position.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          <TextsField label={t("position.text")} rows={3} value={value.texts} onChange={(texts) => set({ texts })} required />
          <Select
            label={t("classification.title")}
            description={t("classification.hint")}
            allowDeselect={false}
            value={String(value.classification)}
            onChange={(classification) => set({ classification: Number(classification) })}
            data={CLASSIFICATIONS.filter((each) => each <= clearance).map((each) => ({
              value: String(each),
              label: t(`classification.${Classification[each]}`),
            }))}
          />
          <Select
            label={t("position.round")}
            clearable
            value={value.round || null}
            onChange={(round) => set({ round: round ?? "" })}
            data={rounds.map((round) => ({
              value: round.name,
              label: textIn(round.displayNames, language) || t("round.number", { number: round.number }),
            }))}
          />
          <OrganizationPicker
            label={t("position.organization")}
            description={t("position.organizationHint")}
            value={value.organization || null}
            onChange={(organization) => set({ organization: organization ?? "" })}
          />
        </>
      )}
    </FormDialog>
  );
}
