import { Anchor, Button, Group, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Result_Kind, type Result } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useResults } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { formatDay } from "../../parts/when.ts";
import { useAddress } from "../../parts/use_address.ts";
import { useOrganizationLines } from "../../parts/directory.ts";
import { lastId } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { useFreshFigures, useMayWrite } from "./asked.ts";
import { FiguresNav } from "./figures_nav.tsx";
import { RESULT_KINDS, ResultForm } from "./result_form.tsx";
import { ResultPanel } from "./result_panel.tsx";

// What came of it: contracts, memoranda, pilots.
export function ResultsPage() {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const [get, set] = useAddress();
  const [isAdding, setIsAdding] = useState(false);
  const mayWrite = useMayWrite();
  useFreshFigures();
  const kind = get("kind");
  const results = useResults(kind === "" ? "" : `kind = ${kind}`);
  const all = results.data ?? [];
  const organization = useOrganizationLines(all.flatMap(({ parties }) => parties));
  const sought = get("find").trim().toLocaleLowerCase(language);
  const title = ({ titles }: Result) => textIn(titles, language);
  const parties = (result: Result) => result.parties.map(organization).join(", ");
  const money = ({ amount, currency }: Result) => (amount === "" ? "" : `${formatNumber(amount, language)} ${currency}`);
  const open = ({ name }: Result) => set({ result: lastId(name) });
  const columns: Column<Result>[] = [
    {
      id: "title",
      header: t("result.title"),
      value: title,
      width: 340,
      cell: (row) => (
        <Anchor component={Link} to={`?result=${lastId(row.name)}`} c="inherit" fw={500} title={title(row)}>
          {title(row)}
        </Anchor>
      ),
    },
    { id: "kind", header: t("result.kind"), value: (row) => t(`result.kinds.${Result_Kind[row.kind]}`), width: 130 },
    { id: "date", header: t("result.date"), value: ({ date }) => date, cell: ({ date }) => formatDay(date, language, "UTC"), width: 150 },
    { id: "country", header: t("country"), value: ({ country }) => countryName(country, language), width: 120 },
    { id: "parties", header: t("result.parties"), value: parties, width: 260 },
    { id: "amount", header: t("result.amount"), value: ({ amount }) => Number(amount), cell: money, width: 160, align: "right" },
  ];
  const shown = all.filter((row) => `${title(row)} ${parties(row)}`.toLocaleLowerCase(language).includes(sought));
  const opened = all.find(({ name }) => name === `results/${get("result")}`);
  return (
    <Page
      title={t("tab.results")}
      lead={results.data && t("result.count", { count: shown.length })}
      actions={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
            {t("result.create")}
          </Button>
        )
      }
    >
      <FiguresNav />
      <Group gap="sm">
        <SearchField label={t("result.find")} value={get("find")} onChange={(find) => set({ find })} w={280} maw="100%" />
        <Select
          aria-label={t("result.kind")}
          placeholder={t("result.all")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          value={kind || null}
          onChange={(next) => set({ kind: next ?? "" })}
          data={RESULT_KINDS.map((each) => ({ value: Result_Kind[each], label: t(`result.kinds.${Result_Kind[each]}`) }))}
        />
      </Group>
      {results.error && <Refused error={results.error} onRetry={() => void results.refetch()} />}
      <DataTable
        label={t("tab.results")}
        columns={columns}
        rows={shown}
        keyOf={({ name }) => name}
        onOpen={open}
        loading={results.isPending}
        empty={<Empty text={t("result.none")} />}
      />
      {opened && <ResultPanel result={opened} onClose={() => set({ result: "" })} />}
      {isAdding && <ResultForm onSaved={(name) => set({ result: lastId(name) })} onClose={() => setIsAdding(false)} />}
    </Page>
  );
}
