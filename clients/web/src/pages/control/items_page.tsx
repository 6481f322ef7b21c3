import { Anchor, Group, Select } from "@mantine/core";
import type { ActionItem } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { formatDay } from "../../parts/when.ts";
import { usePersonLines } from "../../parts/directory.ts";
import { UNDER_CONTROL, useFreshControl, useItems } from "./asked.ts";
import { ControlNav } from "./control_nav.tsx";
import { useExecutorLines } from "./executors.tsx";
import { ItemState } from "./item_state.tsx";
import { useAddress } from "../../parts/use_address.ts";

const FILTERS: Record<string, string> = {
  going: UNDER_CONTROL,
  overdue: "overdue = true",
  reported: "state = REPORTED",
  draft: "state = DRAFT",
  removed: "state = REMOVED_FROM_CONTROL",
  all: "",
};

// Every item, to be sorted and sought.
export function ItemsPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const navigate = useNavigate();
  const [get, set] = useAddress();
  useFreshControl();
  const which = get("state", "going");
  const sought = get("find").trim().toLocaleLowerCase(language);
  const items = useItems(FILTERS[which] ?? UNDER_CONTROL);
  const all = items.data ?? [];
  const executor = useExecutorLines(all);
  const person = usePersonLines(all.flatMap(({ controller, author }) => [controller, author]));
  const title = (item: ActionItem) => textIn(item.titles, language);
  const href = ({ name }: ActionItem) => `/control/items/${name.split("/")[1]}`;
  const day = (date: string) => (date === "" ? "—" : formatDay(date, language, "UTC"));
  const lead = (item: ActionItem) => (item.lead ? executor(item.lead) : "");
  const columns: Column<ActionItem>[] = [
    {
      id: "title",
      header: t("item.title"),
      value: title,
      width: 320,
      cell: (item) => (
        <Anchor component={Link} to={href(item)} c="inherit" fw={500} title={title(item)}>
          {title(item)}
        </Anchor>
      ),
    },
    { id: "lead", header: t("fact.lead"), value: lead, width: 220 },
    { id: "due", header: t("item.dueDay"), value: ({ dueDate }) => dueDate, cell: ({ dueDate }) => day(dueDate), width: 140 },
    {
      id: "first",
      header: t("fact.firstDay"),
      value: ({ firstDueDate }) => firstDueDate,
      cell: ({ firstDueDate }) => day(firstDueDate),
      width: 140,
      hidden: true,
    },
    { id: "state", header: t("state.title"), value: ({ state }) => state, cell: ({ state }) => <ItemState state={state} />, width: 150 },
    { id: "controller", header: t("fact.controller"), value: ({ controller }) => person(controller), width: 180 },
    { id: "author", header: t("fact.author"), value: ({ author }) => person(author), width: 180, hidden: true },
  ];
  const shown = all.filter((item) =>
    `${title(item)} ${lead(item)} ${person(item.controller)}`.toLocaleLowerCase(language).includes(sought),
  );
  return (
    <Page title={t("tab.items")} lead={items.data && t("item.count", { count: shown.length })}>
      <ControlNav />
      <Group gap="sm">
        <SearchField label={t("item.find")} value={get("find")} onChange={(find) => set({ find })} w={280} maw="100%" />
        <Select
          aria-label={t("state.title")}
          allowDeselect={false}
          value={which}
          onChange={(next) => set({ state: next === "going" ? "" : (next ?? "") })}
          data={Object.keys(FILTERS).map((key) => ({ value: key, label: t(`which.${key}`) }))}
        />
      </Group>
      {items.error && <Refused error={items.error} onRetry={() => void items.refetch()} />}
      <DataTable
        label={t("tab.items")}
        columns={columns}
        rows={shown}
        keyOf={({ name }) => name}
        onOpen={(item) => void navigate(href(item))}
        loading={items.isPending}
        empty={<Empty text={t("item.noneFound")} />}
      />
    </Page>
  );
}
