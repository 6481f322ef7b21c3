import { Anchor } from "@mantine/core";
import { Participant_Capacity as Capacity, Participant_Function as Func } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Stay_Journey as Journey } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Facts } from "../../parts/facts.tsx";
import { NotWhenPresenting } from "../../parts/presenting.tsx";
import { formatInstant } from "../../parts/when.ts";
import { useEvent } from "../events/event_data.ts";
import { useAnswerText } from "./answer_text.ts";
import type { Row } from "./row.ts";

// What is known of somebody at this event.
export function ParticipantFacts({ row }: { row: Row }) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const answerOf = useAnswerText();
  const { participant, person } = row;
  const journey = (one: Journey | undefined) =>
    one && [one.time && formatInstant(one.time, language, event.timeZone), one.carrier, one.number, one.place].filter(Boolean).join(", ");
  const hidden = (value: string | undefined) => value && <NotWhenPresenting>{value}</NotWhenPresenting>;
  return (
    <Facts
      facts={[
        [t("column.title"), row.title],
        [t("column.affiliation"), row.affiliation],
        [
          t("column.delegation"),
          participant.delegation && (
            <Anchor component={Link} to={`/${participant.delegation}`}>
              {row.delegation}
            </Anchor>
          ),
        ],
        [t("column.category"), row.category],
        [t("column.capacity"), participant.capacity > 0 && t(`capacity.${Capacity[participant.capacity]}`)],
        [t("column.functions"), participant.functions.map((value) => t(`function.${Func[value]}`)).join(", ")],
        [t("column.precedence"), participant.precedence > 0 && participant.precedence],
        [t("column.arrival"), journey(participant.stay?.arrival)],
        [t("column.departure"), journey(participant.stay?.departure)],
        [t("column.hotel"), participant.stay?.hotel],
        [t("column.needs"), participant.stay?.needs.join("; ")],
        [t("column.languages"), person?.languages.join(", ")],
        [t("column.email"), hidden(person?.workEmail)],
        [t("column.phone"), hidden(person?.workPhone)],
        [t("column.note"), participant.note],
        ...event.customFields.map((field) => [textIn(field.displayNames, language), answerOf(field, participant)] as const),
      ]}
    />
  );
}
