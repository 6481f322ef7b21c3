import { ActionIcon, Button, Group, Table, Text, Title } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { CustomField_Type as Type, EventService, type CustomField } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EVENTS, useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { categoryLabel, useCategories, useEvent } from "./event_data.ts";
import { QuestionForm } from "./question_form.tsx";

// What the event asks its participants beyond the usual.
export function QuestionsTable({ editable }: { editable: boolean }) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const event = useEvent();
  const categories = useCategories();
  const change = useChange(EVENTS);
  const [edited, setEdited] = useState<CustomField | "new">();
  const questions = event.customFields;
  const heading = ({ displayNames }: CustomField) => textIn(displayNames, language);

  const write = (asked: string, customFields: CustomField[], etag: string) =>
    change({ asked, etag }, (requestId) =>
      clientOf(EventService).updateEvent({
        event: { name: event.name, etag, customFields },
        updateMask: { paths: ["custom_fields"] },
        requestId,
      }),
    );
  const remove = async (question: CustomField, place: number) => {
    try {
      const others = questions.filter(({ id }) => id !== question.id);
      await write(`remove ${question.id}`, others, event.etag);
      notifyDone(t("questions.removed", { question: heading(question) }), async () => {
        const { customFields, etag } = await clientOf(EventService).getEvent({ name: event.name });
        await write(`put back ${question.id}`, customFields.toSpliced(place, 0, question), etag);
      });
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <section aria-labelledby="questions">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="questions">
          {t("questions.title")}
        </Title>
        {editable && (
          <Button size="compact-md" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEdited("new")}>
            {t("questions.add")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {t(questions.length === 0 ? "questions.none" : "questions.text")}
      </Text>
      {questions.length > 0 && (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("questions.title") } }}>
          <Table verticalSpacing="xs" aria-labelledby="questions">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("questions.heading")}</Table.Th>
                <Table.Th>{t("questions.kind")}</Table.Th>
                <Table.Th>{t("questions.categories")}</Table.Th>
                {editable && (
                  <Table.Th>
                    <span className="only-heard">{t("questions.edit")}</span>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {questions.map((question, place) => (
                <Table.Tr key={question.id}>
                  <Table.Td>
                    <Text size="sm" fw={500}>
                      {heading(question)}
                    </Text>
                    {question.required && (
                      <Text size="xs" c="dimmed">
                        {t("questions.isRequired")}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {question.type === Type.CHOICE
                      ? question.choices.map(({ displayNames }) => textIn(displayNames, language)).join(" · ")
                      : t(`questions.type.${Type[question.type]}`)}
                  </Table.Td>
                  <Table.Td>
                    {question.categories.length === 0
                      ? t("questions.allCategories")
                      : question.categories.map((name) => categoryLabel(categories, name, language)).join(", ")}
                  </Table.Td>
                  {editable && (
                    <Table.Td>
                      <Group gap={4} wrap="nowrap" justify="flex-end">
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t("questions.editOne", { question: heading(question) })}
                          onClick={() => setEdited(question)}
                        >
                          <IconPencil size={16} aria-hidden />
                        </ActionIcon>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t("questions.removeOne", { question: heading(question) })}
                          onClick={() => void remove(question, place)}
                        >
                          <IconTrash size={16} aria-hidden />
                        </ActionIcon>
                      </Group>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {edited && (
        <QuestionForm
          key={edited === "new" ? "new" : edited.id}
          {...(edited === "new" ? {} : { question: edited })}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}
