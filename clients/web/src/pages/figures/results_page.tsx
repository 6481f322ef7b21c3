import { Anchor, Drawer, Group, Select, Stack, Text, Title } from "@mantine/core";
import { Result_Kind, type Result } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName } from "../../parts/code_names.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { formatDay } from "../../parts/when.ts";
import { Paper } from "../control/evidence_list.tsx";
import { useAddress } from "../control/use_address.ts";
import { useOrganizationLines } from "../negotiations/directory.ts";
import { hrefOf, threadHref } from "../negotiations/names.ts";
import { formatNumber } from "../negotiations/numbers.ts";
import { useFreshFigures, useResults } from "./asked.ts";
import look from "./figures.module.css";
import { FiguresNav } from "./figures_nav.tsx";

const KINDS = [Result_Kind.CONTRACT, Result_Kind.MEMORANDUM, Result_Kind.AGREEMENT, Result_Kind.PILOT, Result_Kind.DELIVERY];

// What came of it: contracts, memoranda, pilots.
export function ResultsPage() {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const [get, set] = useAddress();
  useFreshFigures();
  const kind = get("kind");
  const results = useResults(kind === "" ? "" : `kind = ${kind}`);
  const all = results.data ?? [];
  const organization = useOrganizationLines(all.flatMap(({ parties }) => parties));
  const sought = get("find").trim().toLocaleLowerCase(language);
  const title = ({ titles }: Result) => textIn(titles, language);
  const parties = (result: Result) => result.parties.map(organization).join(", ");
  const money = ({ amount, currency }: Result) => (amount === "" ? "" : `${formatNumber(amount, language)} ${currency}`);
  const open = ({ name }: Result) => set({ result: name.split("/")[1] ?? "" });
  const columns: Column<Result>[] = [
    {
      id: "title",
      header: t("result.title"),
      value: title,
      width: 340,
      cell: (row) => (
        <Anchor component={Link} to={`?result=${row.name.split("/")[1]}`} c="inherit" fw={500} title={title(row)}>
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
    <Page title={t("tab.results")} lead={results.data && t("result.count", { count: shown.length })}>
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
          data={KINDS.map((each) => ({ value: Result_Kind[each], label: t(`result.kinds.${Result_Kind[each]}`) }))}
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
      {opened && (
        <Drawer
          opened
          onClose={() => set({ result: "" })}
          position="right"
          size="lg"
          title={title(opened)}
          closeButtonProps={{ "aria-label": t("close") }}
        >
          <Stack gap="md">
            <Text>
              {[
                t(`result.kinds.${Result_Kind[opened.kind]}`),
                formatDay(opened.date, language, "UTC"),
                countryName(opened.country, language),
                money(opened),
              ]
                .filter((part) => part !== "")
                .join(" · ")}
            </Text>
            {opened.document && (
              <div>
                <Paper document={opened.document} />
              </div>
            )}
            {opened.parties.length > 0 && <Text>{parties(opened)}</Text>}
            {opened.note !== "" && <Text c="dimmed">{opened.note}</Text>}
            <div>
              <Title order={3} size="h4" mb={4}>
                {t("result.origins")}
              </Title>
              {opened.origins.map((name) => (
                <div key={name} className={look.line}>
                  <Anchor component={Link} to={hrefOf(name)}>
                    {t(`result.origin.${name.includes("/protocols/") ? "protocols" : name.split("/")[0]}`)}
                  </Anchor>
                </div>
              ))}
            </div>
            {opened.figures.length > 0 && (
              <div>
                <Title order={3} size="h4" mb={4}>
                  {t("result.figures")}
                </Title>
                <Text size="sm" c="dimmed">
                  {t("accompanies")}
                </Text>
                {opened.figures.map((name, i) => {
                  const [, indicator, , figure] = name.split("/");
                  return (
                    <div key={name} className={look.line}>
                      <Anchor component={Link} to={`/figures?indicator=${indicator}&figure=${figure}`}>
                        {t("result.figure", { number: i + 1 })}
                      </Anchor>
                    </div>
                  );
                })}
              </div>
            )}
            <Anchor component={Link} to={threadHref(opened.name)}>
              {t("thread")}
            </Anchor>
          </Stack>
        </Drawer>
      )}
    </Page>
  );
}
