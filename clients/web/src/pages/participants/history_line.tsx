import { List, Text } from "@mantine/core";
import { Change_Kind as ChangeKind } from "@plenary/client/gen/plenary/v1/changes_pb";
import {
  Participant_Attendance as Attendance,
  Participant_Capacity as Capacity,
  Participant_Function as Func,
  Participant_State as State,
  type Participant,
  type Stay_Journey as Journey,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatInstant } from "../../parts/when.ts";
import { useEvent } from "../events/event_data.ts";
import { useAnswerText } from "./answer_text.ts";
import type { Deed, Told } from "./history.ts";

interface HistoryLineProps {
  deed: Deed;
  categoryOf: (name: string) => string;
}

// One thing that was done: what is different, by whom, when.
export function HistoryLine({ deed, categoryOf }: HistoryLineProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const textOf = useToldText(categoryOf);
  const { changed, before, after, kind, time, caller } = deed;
  const reason = after && after.stateReason !== "" && changed.includes("state") ? t("history.reason", { reason: after.stateReason }) : "";
  return (
    <div>
      {changed.length === 0 ? (
        <Text size="sm">
          {t(`history.kind.${ChangeKind[kind]}`)}
          {kind === ChangeKind.CREATED && after ? `: ${textOf("state", after)}` : ""}
        </Text>
      ) : (
        <List size="sm" listStyleType="none">
          {changed.map((told) => (
            <List.Item key={told}>
              <Text component="span" size="sm" c="dimmed">
                {t(`history.told.${told}`)}:{" "}
              </Text>
              {before && textOf(told, before) !== "" && (
                <>
                  <s>{textOf(told, before)}</s>
                  {" → "}
                </>
              )}
              {after && (textOf(told, after) || t("history.nothing"))}
              {told === "state" && reason}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="xs" c="dimmed">
        {time && formatInstant(time, language, event.timeZone)}, {caller.split("/").at(-1)}
      </Text>
    </div>
  );
}

// What a participation said of something, in words.
function useToldText(categoryOf: (name: string) => string): (told: Told, participant: Participant) => string {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const answerOf = useAnswerText();
  const journey = (one: Journey | undefined) =>
    one
      ? [one.time && formatInstant(one.time, language, event.timeZone), one.carrier, one.number, one.place].filter(Boolean).join(", ")
      : "";
  const texts: Record<Told, (participant: Participant) => string> = {
    state: ({ state, placeInLine }) => (placeInLine > 0 ? t("waitingAt", { place: placeInLine }) : t(`state.${State[state]}`)),
    category: ({ category }) => categoryOf(category),
    capacity: ({ capacity }) => (capacity ? t(`capacity.${Capacity[capacity]}`) : ""),
    functions: ({ functions }) => functions.map((value) => t(`function.${Func[value]}`)).join(", "),
    title: ({ titles }) => textIn(titles, language),
    affiliation: ({ affiliations }) => textIn(affiliations, language),
    precedence: ({ precedence }) => (precedence ? String(precedence) : ""),
    arrival: ({ stay }) => journey(stay?.arrival),
    departure: ({ stay }) => journey(stay?.departure),
    hotel: ({ stay }) => stay?.hotel ?? "",
    needs: ({ stay }) => stay?.needs.join("; ") ?? "",
    attendance: ({ attendance }) => t(`attendance.${Attendance[attendance || Attendance.EXPECTED]}`),
    consent: ({ listingConsent }) => t(listingConsent ? "yes" : "no"),
    note: ({ note }) => note,
    answers: (participant) =>
      event.customFields
        .map((field) => answerOf(field, participant))
        .filter((answer) => answer !== "")
        .join("; "),
  };
  return (told, participant) => texts[told](participant);
}
