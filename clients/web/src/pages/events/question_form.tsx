import { ActionIcon, Button, Checkbox, Group, Input, MultiSelect, NumberInput, Select, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { CustomField_Type as Type, EventService, type CustomField, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { EVENTS } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { FormDialog } from "../../parts/form_dialog.tsx";
import { TextsField } from "../../parts/texts_field.tsx";
import { useCategories, useEvent } from "./event_data.ts";
import { isComplete, newChoice, questionDraft, withQuestion, type ChoiceDraft, type QuestionDraft } from "./question_draft.ts";

interface QuestionFormProps {
  // The one to change; without it a new one is added.
  question?: CustomField;
  onClose: () => void;
}

const TYPES = [Type.TEXT, Type.CHOICE, Type.DATE, Type.YES_NO];
const LONGEST = 1000;
const FEWEST_CHOICES = 2;

// Asks participants something more, or changes what is asked.
export function QuestionForm({ question, onClose }: QuestionFormProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const event = useEvent();
  const categories = useCategories();
  const events = clientOf(EventService);
  const id = question?.id ?? "";
  const editedOf = (one: Event) => ({
    value: questionDraft(
      one.customFields.find((field) => field.id === id),
      language,
    ),
    etag: one.etag,
  });
  const save = async (draft: QuestionDraft, etag: string, requestId: string) => {
    // The list is changed as a whole: the etag sees to it that nothing of it is lost.
    const latest = await events.getEvent({ name: event.name });
    await events.updateEvent({
      event: { name: event.name, etag, customFields: withQuestion(latest.customFields, draft, id) },
      updateMask: { paths: ["custom_fields"] },
      requestId,
    });
    notifyDone(t(question ? "questions.saved" : "questions.added"));
  };
  return (
    <FormDialog
      title={question ? t("questions.editOne", { question: textIn(question.displayNames, language) }) : t("questions.add")}
      action={t(question ? "questions.save" : "questions.add")}
      draft={`question/${event.name}/${id || "new"}`}
      initial={editedOf(event)}
      isComplete={isComplete}
      touches={EVENTS}
      save={save}
      readLatest={async () => editedOf(await events.getEvent({ name: event.name }))}
      onClose={onClose}
    >
      {(draft, set) => (
        <>
          <TextsField label={t("questions.question")} required value={draft.texts} onChange={(texts) => set({ texts })} />
          <Select
            label={t("questions.kind")}
            {...(question && { description: t("questions.kindHint") })}
            allowDeselect={false}
            value={String(draft.type)}
            onChange={(type) => set({ type: Number(type) })}
            data={TYPES.map((type) => ({ value: String(type), label: t(`questions.type.${Type[type]}`) }))}
          />
          {draft.type === Type.CHOICE && <Choices value={draft.choices} onChange={(choices) => set({ choices })} />}
          {draft.type === Type.TEXT && (
            <NumberInput
              label={t("questions.maxLength")}
              placeholder={String(LONGEST)}
              min={1}
              max={LONGEST}
              allowDecimal={false}
              value={draft.maxLength || ""}
              onChange={(maxLength) => set({ maxLength: Number(maxLength) || 0 })}
            />
          )}
          <MultiSelect
            label={t("questions.categories")}
            placeholder={draft.categories.length === 0 ? t("questions.allCategories") : ""}
            value={draft.categories}
            onChange={(chosen) => set({ categories: chosen })}
            data={categories.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
          />
          <Checkbox
            label={t("questions.required")}
            checked={draft.required}
            onChange={(ticked) => set({ required: ticked.currentTarget.checked })}
          />
        </>
      )}
    </FormDialog>
  );
}

function Choices({ value, onChange }: { value: ChoiceDraft[]; onChange: (value: ChoiceDraft[]) => void }) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  return (
    <Input.Wrapper label={t("questions.choices")} description={t("questions.choicesHint")} required labelElement="div">
      <Stack gap="xs" mt={4}>
        {value.map((choice, i) => (
          <Group key={i} gap="xs" wrap="nowrap" align="flex-start">
            <div style={{ flex: 1, minWidth: 0 }}>
              <TextsField
                label={t("questions.choice", { number: i + 1 })}
                value={choice.texts}
                onChange={(texts) => onChange(value.map((each, at) => (at === i ? { ...each, texts } : each)))}
              />
            </div>
            {value.length > FEWEST_CHOICES && (
              <ActionIcon
                variant="subtle"
                color="gray"
                mt={28}
                aria-label={t("questions.removeChoice", { number: i + 1 })}
                onClick={() => onChange(value.filter((_, at) => at !== i))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...value, newChoice(language)])}
          style={{ alignSelf: "flex-start" }}
        >
          {t("questions.addChoice")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
