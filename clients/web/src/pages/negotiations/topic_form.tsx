import { NumberInput, Select } from "@mantine/core";
import { NegotiationService, type Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { PersonPicker } from "../../parts/pickers.tsx";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";
import { TextsField } from "../../parts/texts_field.tsx";

interface TopicValue {
  titles: FormText[];
  priority: number;
  owner: string;
  order: number;
}

const FIELDS = ["titles", "priority", "owner", "order"];
const PRIORITIES = [1, 2, 3, 4, 5];
const USUAL = 3;

export function TopicForm({ negotiation, topic, onClose }: { negotiation: string; topic?: Topic; onClose: () => void }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const negotiations = clientOf(NegotiationService);
  const editedOf = (one?: Topic): Edited<TopicValue> => ({
    etag: one?.etag ?? "",
    value: {
      titles: formTexts(one?.titles ?? [], language),
      priority: one?.priority ?? USUAL,
      owner: one?.owner ?? "",
      order: one?.order ?? 0,
    },
  });
  const save = async (value: TopicValue, etag: string, requestId: string) => {
    const fields = { ...value, titles: written(value.titles) };
    if (topic) await negotiations.updateTopic({ topic: { ...fields, name: topic.name, etag }, updateMask: { paths: FIELDS }, requestId });
    else await negotiations.createTopic({ parent: negotiation, topic: fields, requestId });
    notifyDone(t(topic ? "topic.saved" : "topic.created"));
  };
  return (
    <FormDialog
      title={t(topic ? "topic.edit" : "topic.create")}
      action={t(topic ? "topic.save" : "topic.create")}
      draft={`topic/${topic?.name ?? negotiation}`}
      initial={editedOf(topic)}
      isComplete={({ titles }) => hasText(titles)}
      save={save}
      {...(topic ? { readLatest: async () => editedOf(await negotiations.getTopic({ name: topic.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          <TextsField label={t("topic.title")} value={value.titles} onChange={(titles) => set({ titles })} required />
          <Select
            label={t("topic.priority")}
            allowDeselect={false}
            value={String(value.priority)}
            onChange={(priority) => set({ priority: Number(priority) })}
            data={PRIORITIES.map((priority) => ({ value: String(priority), label: t(`topic.priorities.${priority}`) }))}
          />
          <PersonPicker label={t("topic.owner")} value={value.owner || null} onChange={(owner) => set({ owner: owner ?? "" })} />
          <NumberInput
            label={t("topic.order")}
            description={t("topic.orderHint")}
            min={0}
            value={value.order}
            onChange={(order) => set({ order: Number(order) || 0 })}
          />
        </>
      )}
    </FormDialog>
  );
}
