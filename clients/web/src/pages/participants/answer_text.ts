import type { Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { CustomField_Type as FieldType, type CustomField } from "@plenary/client/gen/plenary/v1/events_pb";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";

// What somebody answered to a question of the event, in words; "" without an answer.
export function useAnswerText(): (field: CustomField, participant: Participant) => string {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  return useCallback(
    (field, { customValues }) => {
      const value = customValues[field.id] ?? "";
      if (value === "") return "";
      switch (field.type) {
        case FieldType.CHOICE: {
          const choice = field.choices.find(({ id }) => id === value);
          return choice ? textIn(choice.displayNames, language) : value;
        }
        case FieldType.YES_NO:
          return t(value === "true" ? "yes" : "no");
        case FieldType.DATE:
          return formatDay(value, language, "UTC");
        default:
          return value;
      }
    },
    [t, language],
  );
}
