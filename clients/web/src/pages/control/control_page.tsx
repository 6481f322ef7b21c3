import { Alert, Box, Button, Group, Select, Title } from "@mantine/core";
import { IconPlus, IconPrinter } from "@tabler/icons-react";
import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommitments, useDossiers } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { CopyText } from "../../parts/copy_text.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay, formatInstant, ownZone } from "../../parts/when.ts";
import { useOrganizationLines } from "../../parts/directory.ts";
import { today } from "../../parts/today.ts";
import { useFreshControl, usePlans, useReader, useSeesAll } from "./asked.ts";
import { BulkBar } from "./bulk_bar.tsx";
import look from "./control.module.css";
import { ControlNav } from "./control_nav.tsx";
import { useExecutorLines } from "./executors.tsx";
import { ItemForm } from "./item_form.tsx";
import { ItemRow } from "./item_row.tsx";
import { listText } from "./list_text.ts";
import { counterpartsIn, groupedBy, type Section } from "./sections.ts";
import { SilentList } from "./silent_list.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { useControlList } from "./use_control_list.ts";
import { WhoseField } from "./whose_field.tsx";

// How many days ahead the list looks.
const SPANS = ["7", "14", "31", "92"];

// Every Monday's page: what is overdue, what is due, what waits for whom, who is silent.
export function ControlPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const [get, set] = useAddress();
  const reader = useReader();
  const seesAll = useSeesAll();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isCreating, setIsCreating] = useState(false);
  useFreshControl();
  const whose = get("whose", reader.person === "" ? "all" : "mine");
  const date = get("date", today());
  const days = Number(get("days", SPANS[0]));
  const isUnchosen = whose === "person" || whose === "organization";
  const { sections, silent, error, retry } = useControlList({ whose: isUnchosen ? "all" : whose, date, days });

  const commitments = useCommitments("");
  const plans = usePlans();
  const negotiations = useDossiers();
  const counterpartOf = useMemo(
    () => counterpartsIn({ commitments: commitments.data ?? [], plans: plans.data ?? [], negotiations: negotiations.data ?? [] }),
    [commitments.data, plans.data, negotiations.data],
  );
  const filled = (sections ?? []).filter(({ items }) => items.length > 0);
  const items = filled.flatMap((section) => section.items);
  const organization = useOrganizationLines([...items.map(counterpartOf), ...silent.map(({ counterpart }) => counterpart)]);
  const executorLine = useExecutorLines(items);
  const choose = useCallback((name: string, isChosen: boolean) => {
    setChosen((before) => {
      const next = new Set(before);
      if (isChosen) next.add(name);
      else next.delete(name);
      return next;
    });
  }, []);

  const groupsOf = (section: Section) => groupedBy(section.items, counterpartOf);
  const asOf = t("asOf", { day: formatDay(date, language, "UTC") });
  const asText = () =>
    listText(`${t("list.title")}. ${asOf}`, [
      ...filled.map((section) => ({
        title: t(`section.${section.key}`),
        groups: groupsOf(section).map(({ key, rows }) => ({ counterpart: organization(key), items: rows.map(lineOf) })),
      })),
      {
        title: t("section.silent"),
        groups: groupedBy(silent, ({ counterpart }) => counterpart).map(({ key, rows }) => ({
          counterpart: organization(key),
          items: rows.map((commitment) => ({
            title: textIn(commitment.texts, language),
            who: "",
            due: commitment.dueDate === "" ? "" : t("due.until", { day: formatDay(commitment.dueDate, language, "UTC") }),
          })),
        })),
      },
    ]);
  const lineOf = (item: ActionItem) => ({
    title: textIn(item.titles, language),
    who: item.lead ? executorLine(item.lead) : "",
    due: item.dueDate === "" ? t("due.none") : t("due.until", { day: formatDay(item.dueDate, language, "UTC") }),
  });

  if (reader.person === "" && !seesAll)
    return (
      <Page title={t("list.title")}>
        <Empty text={t("list.noPerson")} />
      </Page>
    );
  return (
    <Page
      title={t("list.title")}
      lead={asOf}
      actions={
        <>
          <CopyText text={asText} label={t("list.copy")} />
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
            {t("list.print")}
          </Button>
          {reader.isOffice && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsCreating(true)}>
              {t("item.create")}
            </Button>
          )}
        </>
      }
    >
      <ControlNav />
      <Group gap="sm" align="flex-end" className="not-printed">
        {seesAll && <WhoseField value={whose} hasOwn={reader.person !== ""} onChange={(next) => set({ whose: next })} />}
        <DayField label={t("list.date")} value={date} onChange={(next) => set({ date: next === today() ? "" : next })} />
        <Select
          label={t("list.days")}
          w={150}
          allowDeselect={false}
          value={String(days)}
          onChange={(next) => set({ days: next === SPANS[0] ? "" : (next ?? "") })}
          data={SPANS.map((span) => ({ value: span, label: t("list.span", { count: Number(span) }) }))}
        />
      </Group>
      {reader.person === "" && (
        <Alert className="not-printed" color="blue" variant="light">
          {t("list.noPersonAll")}
        </Alert>
      )}
      {error && <Refused error={error} onRetry={retry} />}
      {!sections && !error && <PageSkeleton />}
      {sections && (
        <>
          <ul className={look.counts}>
            {filled.map(({ key, items: { length }, hasMore }) => (
              <li key={key}>
                <a className={look.count} href={`#${key}`} data-bad={key === "overdue" || undefined}>
                  <b>
                    {length}
                    {hasMore && "+"}
                  </b>
                  {t(`section.${key}`)}
                </a>
              </li>
            ))}
            {silent.length > 0 && (
              <li>
                <a className={look.count} href="#silent">
                  <b>{silent.length}</b>
                  {t("section.silent")}
                </a>
              </li>
            )}
          </ul>
          {filled.length === 0 && silent.length === 0 && <Empty text={t("list.nothing")} />}
          {filled.map((section) => (
            <Box component="section" key={section.key} id={section.key} aria-labelledby={`${section.key}-title`}>
              <Title order={2} size="h3" mb="xs" id={`${section.key}-title`}>
                {t(`section.${section.key}`)}{" "}
                <Box component="span" c="dimmed" fw={400}>
                  {section.items.length}
                </Box>
              </Title>
              {groupsOf(section).map(({ key, rows }) => (
                <div key={key}>
                  <h3 className={look.group}>{organization(key) || t("noCounterpart")}</h3>
                  <ul className={look.rows}>
                    {rows.map((item) => (
                      <ItemRow
                        key={item.name}
                        item={item}
                        date={date}
                        reader={reader}
                        executorLine={executorLine}
                        isChosen={chosen.has(item.name)}
                        onChoose={choose}
                      />
                    ))}
                  </ul>
                </div>
              ))}
            </Box>
          ))}
          {silent.length > 0 && (
            <Box component="section" id="silent" aria-labelledby="silent-title">
              <Title order={2} size="h3" mb="xs" id="silent-title">
                {t("section.silent")}{" "}
                <Box component="span" c="dimmed" fw={400}>
                  {silent.length}
                </Box>
              </Title>
              <SilentList commitments={silent} mayNote={reader.isOffice} />
            </Box>
          )}
        </>
      )}
      <p className="only-printed">{t("list.printed", { when: formatInstant(new Date(), language, ownZone()) })}</p>
      {chosen.size > 0 && (
        <BulkBar
          items={items.filter(({ name }, i) => chosen.has(name) && items.findIndex((other) => other.name === name) === i)}
          reader={reader}
          onClear={() => setChosen(new Set())}
        />
      )}
      {isCreating && <ItemForm onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
