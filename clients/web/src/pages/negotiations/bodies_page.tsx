import { Anchor, Button, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Body_Kind, type Body } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useDossiers } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useOrganizationLines, usePersonLines } from "../../parts/directory.ts";
import { Empty } from "../../parts/empty.tsx";
import { sortByReader } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { useBodies, useFreshBodies } from "./asked.ts";
import { isInOffice } from "./body_facts.tsx";
import { BodyForm } from "./body_form.tsx";
import { hrefOf } from "../../parts/resource_names.ts";
import { NegotiationsNav } from "./negotiations_nav.tsx";
import { useMayOpenDossiers } from "./rights.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

// Commissions, working groups, councils: who sits in them and who leads.
export function BodiesPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const navigate = useNavigate();
  const [get, set] = useAddress();
  const [isAdding, setIsAdding] = useState(false);
  const mayAdd = useMayOpenDossiers();
  useFreshBodies();
  const bodies = useBodies();
  const dossiers = useDossiers();
  const all = bodies.data ?? [];
  const sides = all.flatMap((body) => body.sides);
  const organization = useOrganizationLines(sides.map((side) => side.organization));
  const chairsOf = (body: Body) => body.sides.flatMap(({ coChairs }) => coChairs.filter(isInOffice).map(({ person }) => person));
  const person = usePersonLines(all.flatMap(chairsOf));
  const title = (body: Body) => textIn(body.displayNames, language);
  const sidesLine = (body: Body) => body.sides.map((side) => organization(side.organization)).join(", ");
  const chairsLine = (body: Body) => chairsOf(body).map(person).filter(Boolean).join(", ");
  const sought = get("find").trim().toLocaleLowerCase(language);
  const shown = sortByReader(
    all.filter((body) => `${title(body)} ${sidesLine(body)} ${chairsLine(body)}`.toLocaleLowerCase(language).includes(sought)),
    title,
    language,
  );
  const columns: SimpleColumn<Body>[] = [
    {
      id: "title",
      header: t("body.name"),
      isTitle: true,
      width: "34%",
      cell: (body) => (
        <Anchor component={Link} to={hrefOf(body.name)} fw={600}>
          {title(body)}
        </Anchor>
      ),
    },
    { id: "kind", header: t("body.kindField"), cell: ({ kind }) => t(`body.kind.${Body_Kind[kind]}`) },
    { id: "sides", header: t("body.sides"), cell: sidesLine },
    { id: "chairs", header: t("body.chair"), cell: chairsLine },
    {
      id: "dossiers",
      header: t("tab.dossiers"),
      align: "right",
      cell: ({ name }) => (dossiers.data ?? []).filter((dossier) => dossier.body === name).length,
    },
  ];
  const add = mayAdd && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
      {t("body.create")}
    </Button>
  );
  return (
    <Page title={t("tab.bodies")} lead={bodies.data && t("body.count", { count: all.length })} actions={add}>
      <NegotiationsNav />
      {all.length > 0 && <SearchField label={t("body.find")} value={get("find")} onChange={(find) => set({ find })} w={280} maw="100%" />}
      {bodies.error && <Refused error={bodies.error} onRetry={() => void bodies.refetch()} />}
      {bodies.isPending && <Skeleton height={160} />}
      {bodies.data && shown.length === 0 && <Empty text={t(all.length === 0 ? "body.none" : "body.noneFound")} />}
      {shown.length > 0 && <SimpleTable label={t("tab.bodies")} columns={columns} rows={shown} keyOf={({ name }) => name} />}
      {isAdding && <BodyForm onSaved={(name) => void navigate(hrefOf(name))} onClose={() => setIsAdding(false)} />}
    </Page>
  );
}
