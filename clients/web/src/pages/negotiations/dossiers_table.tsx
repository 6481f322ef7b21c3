import { Anchor, Text } from "@mantine/core";
import type { Negotiation, Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NegotiationState } from "./badges.tsx";
import { RoundLink } from "./round_link.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

export interface DossierRow {
  negotiation: Negotiation;
  title: string;
  counterpart: string;
  body: string;
  responsible: string;
  last: Round | undefined;
  next: Round | undefined;
  openTopics: number;
  overdue: number;
}

// What stands beneath the title: with whom, and in which body.
const beneath = ({ title, counterpart, body }: DossierRow) =>
  [counterpart === title ? "" : counterpart, body].filter((part) => part !== "").join(" · ");

export function DossiersTable({ rows }: { rows: DossierRow[] }) {
  const { t } = useTranslation("negotiations");
  const columns: SimpleColumn<DossierRow>[] = [
    {
      id: "title",
      header: t("dossiers.dossier"),
      isTitle: true,
      width: "24%",
      cell: (row) => (
        <>
          <Anchor component={Link} to={`/${row.negotiation.name}`} fw={600}>
            {row.title}
          </Anchor>
          <Text size="sm" c="dimmed">
            {beneath(row)}
          </Text>
        </>
      ),
    },
    {
      id: "next",
      header: t("round.next"),
      cell: ({ next }) =>
        next ? (
          <RoundLink round={next} />
        ) : (
          <Text c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {t("round.nonePlanned")}
          </Text>
        ),
    },
    {
      id: "last",
      header: t("round.last"),
      width: "26%",
      cell: ({ last }) => (last ? <RoundLink round={last} /> : <Text c="dimmed">—</Text>),
    },
    {
      id: "topics",
      header: t("topic.open"),
      align: "right",
      cell: ({ negotiation, openTopics }) =>
        openTopics > 0 ? (
          <Anchor component={Link} to={`/${negotiation.name}?view=topics`}>
            {openTopics}
          </Anchor>
        ) : (
          <Text c="dimmed">0</Text>
        ),
    },
    {
      id: "overdue",
      header: t("commitment.overdue"),
      align: "right",
      cell: ({ negotiation, overdue }) =>
        overdue > 0 ? (
          <Anchor component={Link} to={`/${negotiation.name}?view=outcomes`} c="var(--bad)" fw={600}>
            {overdue}
          </Anchor>
        ) : (
          <Text c="dimmed">0</Text>
        ),
    },
    { id: "responsible", header: t("dossier.responsible"), cell: ({ responsible }) => responsible },
    { id: "state", header: t("state.title"), cell: ({ negotiation }) => <NegotiationState state={negotiation.state} /> },
  ];
  return <SimpleTable label={t("dossiers.title")} columns={columns} rows={rows} keyOf={({ negotiation }) => negotiation.name} />;
}
