import { Select, Text } from "@mantine/core";
import { Participant_Capacity as Capacity } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import type { Edit } from "./history.ts";
import { readCapacity } from "./list/words.ts";
import type { Roster } from "./roster.ts";
import { cellOf, nameOf, type Patch, type Row } from "./rows.ts";

interface HeadPanelProps {
  people: readonly Row[];
  roster: Roster;
  dispatch: (edit: Edit) => void;
}

export const isHead = (row: Row) => readCapacity(cellOf(row, "capacity")) === Capacity.HEAD;

// Who heads the delegation: exactly one.
export function HeadPanel({ people, roster, dispatch }: HeadPanelProps) {
  const { t } = useTranslation("registration");
  const registered = roster.registered.find((each) => each.isHead);
  if (registered) return <Text size="sm">{registered.shown}</Text>;
  const choose = (key: string | null) => {
    const patches = new Map<string, Patch>();
    for (const row of people) {
      if (row.key === key) patches.set(row.key, { cells: { capacity: Capacity[Capacity.HEAD] } });
      else if (isHead(row)) patches.set(row.key, { cells: { capacity: "" } });
    }
    dispatch({ do: "patch", patches });
  };
  return (
    <Select
      aria-label={t("head.label")}
      placeholder={t("head.choose")}
      data={people.map((row, at) => ({ value: row.key, label: nameOf(row) || t("head.row", { row: at + 1 }) }))}
      value={people.find(isHead)?.key ?? null}
      onChange={choose}
      disabled={people.length === 0}
      clearable
    />
  );
}
