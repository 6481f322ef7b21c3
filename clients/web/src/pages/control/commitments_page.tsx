import { Anchor, Group, Select, SegmentedControl } from "@mantine/core";
import { Commitment_Side, type Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useCommitments } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { formatDay } from "../../parts/when.ts";
import { CommitmentState } from "../negotiations/badges.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { useFreshControl } from "./asked.ts";
import { ControlNav } from "./control_nav.tsx";
import { useAddress } from "../../parts/use_address.ts";

const STATES: Record<string, string> = { going: "(state = OPEN OR state = IN_PROGRESS)", silent: "silent = true", all: "" };
const SIDES = ["", "OURS", "THEIRS", "JOINT"];

// What was promised, by whom, and where it stands.
export function CommitmentsPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const navigate = useNavigate();
  const [get, set] = useAddress();
  useFreshControl();
  const which = get("state", "going");
  const side = get("side");
  const filter = [STATES[which] ?? "", side === "" ? "" : `side = ${side}`].filter((part) => part !== "").join(" AND ");
  const commitments = useCommitments(filter);
  const all = commitments.data ?? [];
  const organization = useOrganizationLines(all.map(({ counterpart }) => counterpart));
  const sought = get("find").trim().toLocaleLowerCase(language);
  const text = ({ texts }: Commitment) => textIn(texts, language);
  const columns: Column<Commitment>[] = [
    {
      id: "text",
      header: t("commitment.text"),
      value: text,
      width: 420,
      cell: (row) => (
        <Anchor component={Link} to={`/control/${row.name}`} c="inherit" title={text(row)}>
          {text(row)}
        </Anchor>
      ),
    },
    { id: "side", header: t("commitment.side"), value: ({ side: whose }) => t(`side.${Commitment_Side[whose]}`), width: 120 },
    { id: "counterpart", header: t("commitment.counterpart"), value: ({ counterpart }) => organization(counterpart), width: 200 },
    {
      id: "due",
      header: t("item.dueDay"),
      value: ({ dueDate }) => dueDate,
      cell: ({ dueDate }) => (dueDate === "" ? "—" : formatDay(dueDate, language, "UTC")),
      width: 150,
    },
    {
      id: "state",
      header: t("state.title"),
      value: ({ state }) => state,
      cell: ({ state }) => <CommitmentState state={state} />,
      width: 150,
    },
  ];
  const shown = all.filter((row) => `${text(row)} ${organization(row.counterpart)}`.toLocaleLowerCase(language).includes(sought));
  return (
    <Page title={t("tab.commitments")} lead={commitments.data && t("commitment.count", { count: shown.length })}>
      <ControlNav />
      <Group gap="sm">
        <SearchField label={t("commitment.find")} value={get("find")} onChange={(find) => set({ find })} w={280} maw="100%" />
        <SegmentedControl
          aria-label={t("commitment.side")}
          value={side}
          onChange={(next) => set({ side: next })}
          data={SIDES.map((each) => ({ value: each, label: t(`side.${each || "ALL"}`) }))}
        />
        <Select
          aria-label={t("state.title")}
          allowDeselect={false}
          value={which}
          onChange={(next) => set({ state: next === "going" ? "" : (next ?? "") })}
          data={Object.keys(STATES).map((key) => ({ value: key, label: t(`commitment.which.${key}`) }))}
        />
      </Group>
      {commitments.error && <Refused error={commitments.error} onRetry={() => void commitments.refetch()} />}
      <DataTable
        label={t("tab.commitments")}
        columns={columns}
        rows={shown}
        keyOf={({ name }) => name}
        onOpen={({ name }) => void navigate(`/control/${name}`)}
        loading={commitments.isPending}
        empty={<Empty text={t("commitment.noneFound")} />}
      />
    </Page>
  );
}
