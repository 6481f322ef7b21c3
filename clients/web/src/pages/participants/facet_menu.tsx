import { Button, Checkbox, CloseButton, Group, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { SearchField } from "../../parts/search_field.tsx";
import { useFacetLabels } from "./facet_labels.ts";
import { countsOf, type Facet, type Filters } from "./filters.ts";
import type { Row } from "./row.ts";
import { matches, queryOf, searchable } from "./search_text.ts";

interface FacetMenuProps {
  facet: Facet;
  rows: readonly Row[];
  filters: Filters;
  onChange: (values: string[]) => void;
  // Whether it is open when it comes.
  opensAtOnce?: boolean;
}

// From this many values on they are searched.
const MANY = 10;

// A filter as a chip: what it is set to, and its values with how many there are of each.
export function FacetMenu({ facet, rows, filters, onChange, opensAtOnce = false }: FacetMenuProps) {
  const { t } = useTranslation("participants");
  const labelOf = useFacetLabels();
  const [opened, setOpened] = useState(opensAtOnce);
  const chosen = filters[facet];
  const said = chosen.length <= 2 ? chosen.map((value) => labelOf(facet, value)).join(", ") : String(chosen.length);
  return (
    <Group gap={0} wrap="nowrap">
      <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus width={300}>
        <Popover.Target>
          <Button
            variant={chosen.length > 0 ? "light" : "default"}
            size="compact-md"
            fw={400}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            onClick={() => setOpened((now) => !now)}
          >
            {chosen.length === 0 ? t(`facet.${facet}`) : t("facetSet", { facet: t(`facet.${facet}`), values: said })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="xs" aria-label={t(`facet.${facet}`)}>
          {opened && <FacetValues facet={facet} rows={rows} filters={filters} onChange={onChange} />}
        </Popover.Dropdown>
      </Popover>
      {chosen.length > 0 && (
        <CloseButton size={24} aria-label={t("clearFacet", { facet: t(`facet.${facet}`) })} onClick={() => onChange([])} />
      )}
    </Group>
  );
}

function FacetValues({ facet, rows, filters, onChange }: FacetMenuProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const labelOf = useFacetLabels();
  const [typed, setTyped] = useState("");
  const counts = useMemo(() => countsOf(rows, filters, facet), [rows, filters, facet]);
  const values = useMemo(() => {
    const all = [...new Set([...filters[facet], ...counts.keys()])].filter((value) => !/UNSPECIFIED$/.test(value));
    return sortByReader(all, (value) => labelOf(facet, value), language);
  }, [filters, facet, counts, labelOf, language]);
  const found = values.filter((value) => matches(searchable([labelOf(facet, value)]), queryOf(typed)));
  return (
    <Stack gap="xs">
      {values.length > MANY && <SearchField label={t(`facet.${facet}`)} value={typed} onChange={setTyped} size="sm" data-autofocus />}
      <ScrollArea.Autosize mah={320} type="auto">
        <Checkbox.Group value={[...filters[facet]]} onChange={onChange} aria-label={t(`facet.${facet}`)}>
          <Stack gap={10} p={4}>
            {found.map((value) => (
              <Checkbox
                key={value}
                value={value}
                size="sm"
                styles={{ body: { alignItems: "flex-start" }, labelWrapper: { flex: 1 } }}
                label={
                  <Group justify="space-between" wrap="nowrap" gap="sm">
                    <span>{labelOf(facet, value)}</span>
                    <Text component="span" size="sm" c="dimmed">
                      {counts.get(value) ?? 0}
                    </Text>
                  </Group>
                }
              />
            ))}
            {found.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("noValues")}
              </Text>
            )}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
    </Stack>
  );
}
