// The columns of the list of participants.
import { Anchor, Box, Text } from "@mantine/core";
import {
  Participant_Attendance as Attendance,
  Participant_Capacity as Capacity,
  Participant_Function as Func,
  Participant_State as State,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Column } from "../../parts/data_table.tsx";
import { usePresenting } from "../../parts/presenting.tsx";
import { formatInstant, instantOf } from "../../parts/when.ts";
import { useAnswerText } from "./answer_text.ts";
import type { Row } from "./row.ts";
import { StateWord } from "./state_word.tsx";

const UNKNOWN = new Date(NaN);
// In the order in which work goes on with them.
const STATE_ORDER = [
  State.NOMINATED,
  State.WAITLISTED,
  State.DRAFT,
  State.CONFIRMED,
  State.ACCEPTED,
  State.DECLINED,
  State.REJECTED,
  State.WITHDRAWN,
  State.SUBSTITUTED,
  State.EXPIRED,
];

function NameCell({ row }: { row: Row }) {
  return (
    <Box miw={0} lh={1.3}>
      <Anchor component={Link} to={`/${row.participant.name}`} display="block" c="inherit" fw={500} truncate title={row.name}>
        {row.name}
      </Anchor>
      {row.latin !== "" && (
        <Text size="xs" c="dimmed" lang="en" truncate title={row.latin}>
          {row.latin}
        </Text>
      )}
    </Box>
  );
}

function timeColumn(id: "arrival" | "departure", t: TFunction<"participants">, event: Event, language: Language): Column<Row> {
  return {
    id,
    header: t(`column.${id}`),
    value: ({ participant }) => {
      const time = participant.stay?.[id]?.time;
      return time ? instantOf(time) : UNKNOWN;
    },
    cell: ({ participant }) => {
      const time = participant.stay?.[id]?.time;
      return time ? formatInstant(time, language, event.timeZone, "short") : "";
    },
    width: 150,
    hidden: true,
  };
}

// What the list can show of somebody; on a projector no telephones.
export function useColumns(event: Event): Column<Row>[] {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const presenting = usePresenting();
  const answerOf = useAnswerText();
  return useMemo(() => {
    const text = (id: string, value: (row: Row) => string, width = 150, hidden = true): Column<Row> => ({
      id,
      header: t(`column.${id}`),
      value,
      width,
      hidden,
    });
    const columns: Column<Row>[] = [
      { id: "name", header: t("column.name"), value: (row) => row.name, cell: (row) => <NameCell row={row} />, width: 250 },
      {
        id: "state",
        header: t("column.state"),
        value: ({ participant }) => STATE_ORDER.indexOf(participant.state),
        cell: ({ participant }) => <StateWord state={participant.state} place={participant.placeInLine} />,
        width: 170,
      },
      text("delegation", (row) => row.delegation, 170, false),
      text("category", (row) => row.category, 120, false),
      text("title", (row) => row.title, 220, false),
      text("affiliation", (row) => row.affiliation, 200),
      text("capacity", ({ participant }) => (participant.capacity ? t(`capacity.${Capacity[participant.capacity]}`) : ""), 150),
      text("functions", ({ participant }) => participant.functions.map((value) => t(`function.${Func[value]}`)).join(", "), 160),
      text("attendance", ({ participant }) => t(`attendance.${Attendance[participant.attendance || Attendance.EXPECTED]}`), 130),
      {
        id: "precedence",
        header: t("column.precedence"),
        value: ({ participant }) => participant.precedence || NaN,
        cell: ({ participant }) => participant.precedence || "",
        width: 110,
        align: "right",
        hidden: true,
      },
      timeColumn("arrival", t, event, language),
      timeColumn("departure", t, event, language),
      text("hotel", ({ participant }) => participant.stay?.hotel ?? "", 160),
      text("needs", ({ participant }) => participant.stay?.needs.join("; ") ?? "", 160),
      text("country", ({ person }) => person?.countryCode ?? "", 90),
      text("languages", ({ person }) => person?.languages.join(", ") ?? "", 110),
      ...(presenting
        ? []
        : [text("email", ({ person }) => person?.workEmail ?? "", 190), text("phone", ({ person }) => person?.workPhone ?? "", 150)]),
      text("note", ({ participant }) => participant.note, 200),
      ...event.customFields.map((field): Column<Row> => ({
        id: `field.${field.id}`,
        header: textIn(field.displayNames, language),
        value: ({ participant }) => answerOf(field, participant),
        width: 140,
        hidden: true,
      })),
    ];
    return columns;
  }, [t, language, presenting, event, answerOf]);
}
