import { Button, Group, Menu, Text } from "@mantine/core";
import { IconFilterPlus } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SearchField } from "../../parts/search_field.tsx";
import { FacetMenu } from "./facet_menu.tsx";
import { FACETS, type Facet } from "./filters.ts";
import type { Row } from "./row.ts";
import type { List } from "./use_list.ts";

interface FilterBarProps {
  list: List;
  all: readonly Row[];
  children: ReactNode;
}

// Those that are always there; the others once they are asked for.
const USUAL: readonly Facet[] = ["state", "category", "delegation"];

// What is typed and chosen, and how many that leaves.
export function FilterBar({ list, all, children }: FilterBarProps) {
  const { t } = useTranslation("participants");
  const [added, setAdded] = useState<Facet>();
  const shown = FACETS.filter((facet) => USUAL.includes(facet) || facet === added || list.filters[facet].length > 0);
  const others = FACETS.filter((facet) => !shown.includes(facet));
  return (
    <Group gap="xs" align="center">
      <SearchField label={t("search")} value={list.typed} onChange={list.setTyped} w={{ base: "100%", sm: 280 }} />
      {shown.map((facet) => (
        <FacetMenu
          key={facet}
          facet={facet}
          rows={all}
          filters={list.filters}
          onChange={(values) => list.setFacet(facet, values)}
          opensAtOnce={facet === added}
        />
      ))}
      {others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="subtle" color="gray" size="compact-md" fw={400} leftSection={<IconFilterPlus size={16} aria-hidden />}>
              {t("moreFilters")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((facet) => (
              <Menu.Item key={facet} onClick={() => setAdded(facet)}>
                {t(`facet.${facet}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {list.isFiltered && (
        <Button variant="subtle" size="compact-md" onClick={list.clear}>
          {t("clearFilters")}
        </Button>
      )}
      <Text size="sm" c="dimmed" aria-live="polite">
        {list.meant !== undefined
          ? t("foundMeant", { count: list.rows.length, meant: list.meant })
          : list.isFiltered && t("found", { count: list.rows.length, of: all.length })}
      </Text>
      {children}
    </Group>
  );
}
