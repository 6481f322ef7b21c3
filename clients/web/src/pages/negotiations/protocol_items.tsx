import { Button, Chip, Group, Skeleton, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import type { Protocol, ProtocolItem } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { languageName } from "../../parts/language_name.ts";
import { lastId } from "../../parts/resource_names.ts";
import { ProtocolItemForm } from "./protocol_item_form.tsx";
import { ProtocolItemRow } from "./protocol_item_row.tsx";
import { Section } from "../../parts/section.tsx";
import look from "./protocol_items.module.css";

export interface Sides {
  // Organizations.
  ours: string;
  theirs: string;
}

interface ProtocolItemsProps {
  protocol: Protocol;
  items: ProtocolItem[] | undefined;
  topics: Topic[];
  mayWrite: boolean;
  // The id of the item that the reader came for.
  chosen: string | null;
  sides: Sides;
}

const STEPS: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

// With Alt, arrows go from cell to cell.
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.code];
  const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
  if (!event.altKey || !step || !cell) return;
  const [row, column] = [Number(cell.dataset.row) + step[0], Number(cell.dataset.column) + step[1]];
  const next = event.currentTarget.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"] textarea`);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

// The numbered items of a protocol, each language a column.
export function ProtocolItems({ protocol, items, topics, mayWrite, chosen, sides }: ProtocolItemsProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const [get, set] = useAddress();
  const [isAdding, setIsAdding] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const spoken = new Set((items ?? []).flatMap((item) => item.texts.map((text) => text.language)));
  const all = [...new Set([...protocol.languages, ...LANGUAGES.filter((each) => spoken.has(each)), ...spoken])];
  const asked = get("in")
    .split(",")
    .filter((each) => all.includes(each));
  const usual = [...new Set([...protocol.languages, ...(spoken.has(language) ? [language] : [])])];
  const columns = asked.length > 0 ? asked : usual;
  const choose = (chosenNow: string[]) => set({ in: all.filter((each) => chosenNow.includes(each)).join(",") });
  const add = mayWrite && (
    <Button
      size="sm"
      variant={items?.length === 0 ? "filled" : "default"}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setIsAdding(true)}
    >
      {t("item.create")}
    </Button>
  );
  return (
    <Section title={t("item.title")} {...(items ? { count: items.length } : {})} actions={items && items.length > 0 && add}>
      {all.length > 1 && (
        <Chip.Group multiple value={columns} onChange={choose}>
          <Group gap="xs" mb="sm" role="group" aria-label={t("item.languagesShown")}>
            {all.map((each) => (
              <Chip key={each} value={each} size="xs" disabled={columns.length === 1 && columns[0] === each}>
                {protocol.languages.includes(each) ? languageName(each) : t("item.translation", { language: languageName(each) })}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {items === undefined && <Skeleton height={240} />}
      {items?.length === 0 && <Empty text={t(mayWrite ? "item.noneYet" : "item.none")}>{add}</Empty>}
      {items && items.length > 0 && (
        <table className={look.items} aria-label={t("item.title")} ref={table} onKeyDown={walk}>
          <thead>
            <tr>
              <th scope="col" className={look.number}>
                {t("item.what")}
              </th>
              {columns.map((each) => (
                <th key={each} scope="col">
                  {languageName(each)}
                  {each === protocol.prevailingLanguage && (
                    <Text component="span" size="xs" c="dimmed">
                      {" "}
                      · {t("protocol.prevails")}
                    </Text>
                  )}
                  {!protocol.languages.includes(each) && (
                    <Text component="span" size="xs" c="dimmed">
                      {" "}
                      · {t("item.notAuthentic")}
                    </Text>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item, row) => (
              <ProtocolItemRow
                key={item.name}
                item={item}
                row={row}
                columns={columns}
                protocol={protocol}
                topics={topics}
                items={items}
                mayWrite={mayWrite}
                isChosen={lastId(item.name) === chosen}
                sides={sides}
              />
            ))}
          </tbody>
        </table>
      )}
      {mayWrite && items && items.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("item.keys")}
        </Text>
      )}
      {isAdding && <ProtocolItemForm protocol={protocol} topics={topics} sides={sides} onClose={() => setIsAdding(false)} />}
    </Section>
  );
}
