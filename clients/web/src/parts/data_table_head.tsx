import { Group, Menu, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Column } from "./data_table.tsx";
import { ColumnChooser } from "./data_table_columns.tsx";
import { nextSort, type Sort } from "./data_table_rows.ts";
import look from "./data_table.module.css";

interface HeadProps<Row> {
  // Those that are shown, and all there are.
  columns: readonly Column<Row>[];
  all: readonly Column<Row>[];
  onShown: (ids: string[]) => void;
  sort: Sort | undefined;
  onSort: (sort: Sort | undefined) => void;
  // How much of the rows is selected; undefined where nothing can be.
  selected: "none" | "some" | "all" | undefined;
  onSelectAll: () => void;
  narrow: boolean;
}

// The headings: each sorts, the last one chooses columns. On a phone they are one line.
export function Head<Row>(props: HeadProps<Row>) {
  const { columns, all, onShown, narrow } = props;
  const chooser = all.length > 1 && <ColumnChooser columns={all} shown={columns.map(({ id }) => id)} onShown={onShown} />;
  if (narrow) {
    return (
      <div role="row" className={look.head} aria-rowindex={1}>
        <div role="columnheader" className={look.heading}>
          {props.selected !== undefined && <AllBox {...props} />}
          <SortMenu {...props} />
        </div>
        <div role="columnheader" className={look.end}>
          {chooser}
        </div>
      </div>
    );
  }
  return (
    <div role="row" className={look.head} aria-rowindex={1}>
      {props.selected !== undefined && (
        <div role="columnheader" className={`${look.box} ${look.stays}`}>
          <AllBox {...props} />
        </div>
      )}
      {columns.map((column, place) => (
        <Heading key={column.id} column={column} first={place === 0} {...props} />
      ))}
      <div role="columnheader" className={look.end}>
        {chooser}
      </div>
    </div>
  );
}

function Heading<Row>({ column, first, sort, onSort }: HeadProps<Row> & { column: Column<Row>; first: boolean }) {
  const sorted = sort?.id === column.id ? (sort.descending ? "descending" : "ascending") : "none";
  const Arrow = sorted === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <div role="columnheader" aria-sort={sorted} className={`${look.heading} ${first ? look.stays : ""}`} data-align={column.align}>
      <button type="button" className={look.sorter} title={column.header} onClick={() => onSort(nextSort(sort, column.id))}>
        <span>{column.header}</span>
        {sorted !== "none" && <Arrow size={14} aria-hidden />}
      </button>
    </div>
  );
}

function AllBox<Row>({ selected, onSelectAll }: HeadProps<Row>) {
  const { t } = useTranslation("table");
  return (
    <label className={look.box}>
      <input
        type="checkbox"
        checked={selected === "all"}
        ref={(box) => {
          if (box) box.indeterminate = selected === "some";
        }}
        onChange={onSelectAll}
        aria-label={t("selectAll")}
      />
    </label>
  );
}

function SortMenu<Row>({ columns, sort, onSort }: HeadProps<Row>) {
  const { t } = useTranslation("table");
  const by = columns.find((column) => column.id === sort?.id);
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton px="xs" py={8} fz="sm">
          <Group gap={6} wrap="nowrap">
            <IconArrowsSort size={16} aria-hidden />
            {by ? t("sortedBy", { column: by.header }) : t("sort")}
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ id, header }) => (
          <Menu.Item
            key={id}
            onClick={() => onSort(nextSort(sort, id))}
            rightSection={id === sort?.id && <SortMark descending={sort.descending} />}
          >
            {header}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SortMark({ descending }: { descending: boolean }) {
  const { t } = useTranslation("table");
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return <Arrow size={14} aria-label={t(descending ? "descending" : "ascending")} />;
}
