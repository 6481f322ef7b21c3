import { Select, SimpleGrid, Stack, TextInput, Title } from "@mantine/core";
import { CustomField_Type as FieldType, type CustomField } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { useEvent } from "../events/event_data.ts";
import { isAskedIn } from "../events/question_draft.ts";

// Answers by the id of their question; who has not answered has none.
type Answers = Record<string, string>;

interface AnswerFieldsProps {
  // The category in which the questions are asked.
  category: string;
  value: Answers;
  // The ids of questions that cannot do without an answer.
  lacking: readonly string[];
  onChange: (answers: Answers) => void;
}

const LONGEST = 1000;

// What somebody answers to the questions of the event.
export function AnswerFields({ category, value, lacking, onChange }: AnswerFieldsProps) {
  const { t } = useTranslation("participants");
  const questions = useEvent().customFields.filter((question) => isAskedIn(question, category));
  if (questions.length === 0) return null;
  const answer = (id: string, text: string) => {
    const { [id]: _, ...others } = value;
    onChange(text === "" ? others : { ...others, [id]: text });
  };
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t("edit.questions")}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {questions.map((question) => (
          <AnswerField
            key={question.id}
            question={question}
            value={value[question.id] ?? ""}
            isLacking={lacking.includes(question.id)}
            onChange={(text) => answer(question.id, text)}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

interface AnswerFieldProps {
  question: CustomField;
  value: string;
  isLacking: boolean;
  onChange: (text: string) => void;
}

function AnswerField({ question, value, isLacking, onChange }: AnswerFieldProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const shared = {
    label: textIn(question.displayNames, language),
    withAsterisk: question.required,
    error: isLacking && t("edit.answerNeeded"),
  };
  const choices =
    question.type === FieldType.YES_NO
      ? [
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ]
      : question.choices.map(({ id, displayNames }) => ({ value: id, label: textIn(displayNames, language) }));
  switch (question.type) {
    case FieldType.CHOICE:
    case FieldType.YES_NO:
      return (
        <Select
          {...shared}
          clearable
          clearButtonProps={{ "aria-label": t("edit.clear") }}
          data={choices}
          value={value || null}
          onChange={(chosen) => onChange(chosen ?? "")}
        />
      );
    case FieldType.DATE:
      return <DayField {...shared} value={value} onChange={onChange} />;
    default:
      return (
        <TextInput
          {...shared}
          maxLength={question.maxLength || LONGEST}
          value={value}
          onChange={(typed) => onChange(typed.currentTarget.value)}
        />
      );
  }
}
