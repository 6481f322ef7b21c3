import { Button, Group, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { IconPlus, IconReport } from "@tabler/icons-react";
import { Negotiation_State } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useCommitments, useDossiers } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { sortByReader } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { EVERY_DOSSIER, UNFINISHED, useBodies, useFreshBodies, useFreshDossiers, useRounds, useTopics } from "./asked.ts";
import { useOrganizationLines, usePersonLines } from "../../parts/directory.ts";
import { DossierForm } from "./dossier_form.tsx";
import { DossiersTable, type DossierRow } from "./dossiers_table.tsx";
import { rootOf } from "../../parts/resource_names.ts";
import { NegotiationsNav } from "./negotiations_nav.tsx";
import { useMayOpenDossiers } from "./rights.ts";
import { inTime } from "./rounds.ts";
import { today } from "../../parts/today.ts";
import { useAddress } from "../../parts/use_address.ts";

// Every dossier, with what is to come and what is late in it.
export function DossiersPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const navigate = useNavigate();
  const [get, set] = useAddress();
  const [isOpening, setIsOpening] = useState(false);
  const mayOpen = useMayOpenDossiers();
  const dossiers = useDossiers();
  const bodies = useBodies();
  const rounds = useRounds(EVERY_DOSSIER);
  const topics = useTopics(EVERY_DOSSIER, "state = OPEN");
  const overdue = useCommitments(`${UNFINISHED} AND due_date < "${today()}"`);
  const all = dossiers.data ?? [];
  useFreshDossiers(all.map(({ name }) => name));
  useFreshBodies();
  const organization = useOrganizationLines(all.map(({ counterpart }) => counterpart));
  const person = usePersonLines(all.map(({ responsible }) => responsible));

  const sought = get("find");
  const which = get("state", "going");

  const now = new Date();
  const rows: DossierRow[] = all.map((negotiation) => {
    const { held, next } = inTime(
      (rounds.data ?? []).filter(({ name }) => rootOf(name) === negotiation.name),
      now,
    );
    const body = bodies.data?.find(({ name }) => name === negotiation.body);
    return {
      negotiation,
      title: textIn(negotiation.displayNames, language),
      counterpart: organization(negotiation.counterpart),
      body: body ? textIn(body.displayNames, language) : "",
      responsible: person(negotiation.responsible),
      last: held[0],
      next: next[0],
      openTopics: (topics.data ?? []).filter(({ name }) => rootOf(name) === negotiation.name).length,
      overdue: (overdue.data ?? []).filter((commitment) => commitment.negotiation === negotiation.name).length,
    };
  });
  const isGoing = ({ negotiation }: DossierRow) => negotiation.state !== Negotiation_State.CLOSED;
  const matches = (row: DossierRow) =>
    [row.title, row.counterpart, row.body, row.responsible]
      .join(" ")
      .toLocaleLowerCase(language)
      .includes(sought.trim().toLocaleLowerCase(language));
  const shown = sortByReader(
    rows.filter((row) => (which === "all" || isGoing(row)) && matches(row)),
    ({ title }) => title,
    language,
  );

  const lead = [
    t("dossiers.count", { count: rows.filter(isGoing).length }),
    t("dossiers.openTopics", { count: topics.data?.length ?? 0 }),
    t("dossiers.overdue", { count: overdue.data?.length ?? 0 }),
  ].join(" · ");

  return (
    <Page
      title={t("dossiers.title")}
      lead={dossiers.data ? lead : undefined}
      actions={
        <>
          <Button variant="default" component={Link} to="/negotiations/report" leftSection={<IconReport size={16} aria-hidden />}>
            {t("report.open")}
          </Button>
          {mayOpen && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsOpening(true)}>
              {t("dossier.create")}
            </Button>
          )}
        </>
      }
    >
      <NegotiationsNav />
      <Group gap="sm">
        <SearchField label={t("dossiers.find")} value={sought} onChange={(value) => set({ find: value })} w={280} maw="100%" />
        <SegmentedControl
          aria-label={t("dossiers.which")}
          value={which}
          onChange={(value) => set({ state: value === "going" ? null : value })}
          data={[
            { value: "going", label: t("dossiers.going") },
            { value: "all", label: t("dossiers.all") },
          ]}
        />
      </Group>
      {dossiers.error && <Refused error={dossiers.error} onRetry={() => void dossiers.refetch()} />}
      {dossiers.isPending && (
        <Stack gap="xs">
          {Array.from({ length: 6 }, (_, row) => (
            <Skeleton key={row} height={52} />
          ))}
        </Stack>
      )}
      {dossiers.data && shown.length === 0 && (
        <Empty text={all.length === 0 ? t("dossiers.none") : t("dossiers.noneFound")}>
          {all.length === 0 && mayOpen && <Button onClick={() => setIsOpening(true)}>{t("dossier.create")}</Button>}
        </Empty>
      )}
      {shown.length > 0 && <DossiersTable rows={shown} />}
      {isOpening && <DossierForm onClose={() => setIsOpening(false)} onSaved={(name) => void navigate(`/${name}`)} />}
    </Page>
  );
}
