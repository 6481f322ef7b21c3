import { Anchor, Text } from "@mantine/core";
import { Result_Kind, type Result } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";
import { threadHref } from "../../parts/resource_names.ts";
import { formatNumber } from "../../parts/numbers.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

// Contracts, memorandums, pilots, deliveries.
export function ResultsTable({ results }: { results: readonly Result[] }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const columns: SimpleColumn<Result>[] = [
    {
      id: "title",
      header: t("result.what"),
      isTitle: true,
      width: "50%",
      cell: (result) => (
        <>
          <Anchor component={Link} to={threadHref(result.name)}>
            {textIn(result.titles, language)}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t(`result.kind.${Result_Kind[result.kind]}`)}
          </Text>
        </>
      ),
    },
    { id: "date", header: t("result.date"), cell: ({ date }) => formatDay(date, language, "UTC") },
    {
      id: "amount",
      header: t("result.amount"),
      align: "right",
      cell: ({ amount, currency }) => (amount === "" ? "" : `${formatNumber(amount, language)} ${currency}`),
    },
  ];
  return <SimpleTable label={t("result.title")} columns={columns} rows={results} keyOf={({ name }) => name} />;
}
