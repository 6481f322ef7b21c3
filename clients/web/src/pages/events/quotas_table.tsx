import { Anchor, Table, Text, Title, UnstyledButton } from "@mantine/core";
import type { Quota, QuotaReport } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { useCategories, useDelegations } from "./event_data.ts";
import { QuotaDialog } from "./quota_dialog.tsx";

interface QuotasTableProps {
  report: QuotaReport;
  editable: boolean;
}

export interface QuotaCell {
  delegation: string;
  category: string;
  // Unset: nobody has set or used it yet.
  quota: Quota | undefined;
}

// The seats of every delegation in every category that is limited or used anywhere.
export function QuotasTable({ report, editable }: QuotasTableProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const categories = useCategories();
  const delegations = useDelegations();
  const [edited, setEdited] = useState<QuotaCell>();
  const quotas = useMemo(() => new Map(report.quotas.map((quota) => [`${quota.delegation} ${quota.category}`, quota])), [report]);
  const used = new Set(report.quotas.map(({ category }) => category));
  const columns = categories.filter(({ name }) => used.has(name));
  return (
    <section aria-labelledby="quotas">
      <Title order={2} size="h4" mb={4} id="quotas">
        {t("quotas.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t(editable ? "quotas.textEditable" : "quotas.text")}
      </Text>
      {columns.length === 0 ? (
        <Empty text={t("quotas.none")} />
      ) : (
        <Table.ScrollContainer
          minWidth={240 + columns.length * 130}
          scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("quotas.title") } }}
        >
          <Table verticalSpacing={4} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("quotas.delegation")}</Table.Th>
                {columns.map(({ name, displayNames }) => (
                  <Table.Th key={name} ta="right">
                    {textIn(displayNames, language)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {delegations.map(({ delegation, label }) => (
                <Table.Tr key={delegation.name}>
                  <Table.Td>
                    <Anchor component={Link} size="sm" to={`/${delegation.name}`}>
                      {label}
                    </Anchor>
                  </Table.Td>
                  {columns.map((category) => {
                    const cell = {
                      delegation: delegation.name,
                      category: category.name,
                      quota: quotas.get(`${delegation.name} ${category.name}`),
                    };
                    const title = t("quotas.edit", { delegation: label, category: textIn(category.displayNames, language) });
                    return (
                      <Table.Td key={category.name} ta="right">
                        {editable ? (
                          <UnstyledButton px={6} py={4} title={title} onClick={() => setEdited(cell)}>
                            <Seats quota={cell.quota} />
                            <span className="only-heard">{title}</span>
                          </UnstyledButton>
                        ) : (
                          <Seats quota={cell.quota} />
                        )}
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {edited && (
        <QuotaDialog
          {...edited}
          key={`${edited.delegation} ${edited.category}`}
          delegationLabel={delegations.find(({ delegation }) => delegation.name === edited.delegation)?.label ?? ""}
          categoryLabel={textIn(categories.find(({ name }) => name === edited.category)?.displayNames ?? [], language)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

function Seats({ quota }: { quota: Quota | undefined }) {
  const { t } = useTranslation("events");
  if (!quota)
    return (
      <Text component="span" size="sm" c="dimmed">
        –
      </Text>
    );
  const { limit, used, held, overBy, waiting } = quota;
  return (
    <>
      <Text component="span" size="sm" fw={500} c={overBy > 0 ? "var(--bad)" : undefined}>
        {limit === undefined ? used + held : t("seats.takenOf", { taken: used + held, limit })}
      </Text>
      {waiting > 0 && (
        <Text component="span" size="xs" c="var(--waiting)" display="block">
          {t("seats.waiting", { count: waiting })}
        </Text>
      )}
      {overBy > 0 && (
        <Text component="span" size="xs" c="var(--bad)" display="block">
          {t("seats.over", { count: overBy })}
        </Text>
      )}
    </>
  );
}
