import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Stack, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Body_Kind, NegotiationService, type Body, type Body_CoChair } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useDossiers } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useOrganizationLines, usePeople } from "../../parts/directory.ts";
import { Page } from "../../parts/page.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { PersonName } from "../../parts/person_name.tsx";
import { formatDay } from "../../parts/when.ts";
import { Paper } from "../control/evidence_list.tsx";
import { EVERY_DOSSIER, useFreshBodies, useFreshDossiers, useRounds } from "./asked.ts";
import { isInOffice } from "./body_facts.tsx";
import { BodyForm } from "./body_form.tsx";
import { BodyMenu } from "./body_menu.tsx";
import { counterpartHref, rootOf } from "../../parts/resource_names.ts";
import { useMayOpenDossiers } from "./rights.ts";
import { RoundLink } from "./round_link.tsx";
import { inTime } from "./rounds.ts";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

// A standing body: its sides and who leads them, who of us is assigned, what is held in it.
export function BodyPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const name = `bodies/${useParams().body}`;
  const [isEditing, setIsEditing] = useState(false);
  const mayEdit = useMayOpenDossiers();
  useFreshBodies();
  const asked = useQuery(NegotiationService.method.getBody, { name });
  if (asked.error) return <PageRefused title={t("tab.bodies")} error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const body = asked.data;
  return (
    <Page
      title={textIn(body.displayNames, language)}
      lead={t(`body.kind.${Body_Kind[body.kind]}`)}
      actions={
        mayEdit &&
        !body.deleteTime && (
          <>
            <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setIsEditing(true)}>
              {t("body.edit")}
            </Button>
            <BodyMenu body={body} />
          </>
        )
      }
    >
      <Stack gap="xl" maw={960}>
        <Sides body={body} />
        <Officials body={body} />
        {body.foundingDocument && (
          <Section title={t("body.paper")}>
            <Paper document={body.foundingDocument} />
          </Section>
        )}
        <Dossiers body={body} />
      </Stack>
      {isEditing && <BodyForm body={body} onClose={() => setIsEditing(false)} />}
    </Page>
  );
}

function Sides({ body }: { body: Body }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const people = usePeople(body.sides.flatMap(({ coChairs }) => coChairs.map(({ person }) => person)));
  const organization = useOrganizationLines(body.sides.map((side) => side.organization));
  const term = (chair: Body_CoChair) => {
    const from = chair.fromDate && formatDay(chair.fromDate, language, "UTC");
    const until = chair.toDate && formatDay(chair.toDate, language, "UTC");
    const days =
      from && until ? t("body.term", { from, until }) : from ? t("body.termFrom", { from }) : until && t("body.termUntil", { until });
    return [isInOffice(chair) ? t("body.inOffice") : "", days].filter((part) => part !== "").join(", ");
  };
  return (
    <>
      {body.sides.map((side) => (
        <Section key={side.organization} title={organization(side.organization) || "…"}>
          {side.coChairs.length === 0 && <Text c="dimmed">{t("body.noChairs")}</Text>}
          <Stack gap="xs">
            {side.coChairs.map((chair, i) => (
              <Somebody key={i} person={people.get(chair.person)}>
                {[t("body.chair"), term(chair)].filter((part) => part !== "").join(": ")}
              </Somebody>
            ))}
          </Stack>
        </Section>
      ))}
    </>
  );
}

function Officials({ body }: { body: Body }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const people = usePeople(body.officials.map(({ person }) => person));
  const organization = useOrganizationLines(body.officials.map((official) => official.organization));
  return (
    <Section title={t("body.officials")}>
      {body.officials.length === 0 && <Text c="dimmed">{t("body.noOfficials")}</Text>}
      <Stack gap="xs">
        {body.officials.map((official, i) => (
          <Somebody key={i} person={people.get(official.person)}>
            {[
              official.organization === "" ? t("body.everyCounterpart") : organization(official.organization),
              official.sinceDate && t("body.termFrom", { from: formatDay(official.sinceDate, language, "UTC") }),
            ]
              .filter((part) => part !== "")
              .join(", ")}
          </Somebody>
        ))}
      </Stack>
    </Section>
  );
}

type Person = NonNullable<ReturnType<ReturnType<typeof usePeople>["get"]>>;

function Somebody({ person, children }: { person: Person | undefined; children: ReactNode }) {
  return (
    <div>
      {person && <PersonName person={person} link />}
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </div>
  );
}

function Dossiers({ body }: { body: Body }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const dossiers = (useDossiers().data ?? []).filter((dossier) => dossier.body === body.name);
  useFreshDossiers(dossiers.map(({ name }) => name));
  const rounds = useRounds(EVERY_DOSSIER).data ?? [];
  const organization = useOrganizationLines(dossiers.map(({ counterpart }) => counterpart));
  const now = new Date();
  const rows = dossiers.map((dossier) => ({
    dossier,
    ...inTime(
      rounds.filter((round) => rootOf(round.name) === dossier.name),
      now,
    ),
  }));
  const columns: SimpleColumn<(typeof rows)[number]>[] = [
    {
      id: "title",
      header: t("dossiers.dossier"),
      isTitle: true,
      width: "40%",
      cell: ({ dossier }) => (
        <Anchor component={Link} to={`/${dossier.name}`} fw={600}>
          {textIn(dossier.displayNames, language)}
        </Anchor>
      ),
    },
    {
      id: "counterpart",
      header: t("dossier.counterpart"),
      cell: ({ dossier }) => (
        <Anchor component={Link} to={counterpartHref(dossier.counterpart)}>
          {organization(dossier.counterpart)}
        </Anchor>
      ),
    },
    { id: "next", header: t("round.next"), cell: ({ next }) => (next[0] ? <RoundLink round={next[0]} /> : t("round.nonePlanned")) },
    { id: "last", header: t("round.last"), cell: ({ held }) => (held[0] ? <RoundLink round={held[0]} /> : "—") },
  ];
  return (
    <Section title={t("body.dossiers")} count={rows.length}>
      {rows.length === 0 ? (
        <Text c="dimmed">{t("body.noDossiers")}</Text>
      ) : (
        <SimpleTable label={t("body.dossiers")} columns={columns} rows={rows} keyOf={({ dossier }) => dossier.name} />
      )}
    </Section>
  );
}
