import { Button, Group } from "@mantine/core";
import type { Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import type { Protocol, ProtocolItem } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../parts/refused.tsx";
import { ItemCell } from "./item_cell.tsx";
import { ItemHead } from "./item_head.tsx";
import type { Sides } from "./protocol_items.tsx";
import { useItemDraft } from "./use_item_draft.ts";
import look from "./protocol_items.module.css";

interface ProtocolItemRowProps {
  item: ProtocolItem;
  row: number;
  // The languages shown.
  columns: string[];
  protocol: Protocol;
  topics: Topic[];
  items: ProtocolItem[];
  mayWrite: boolean;
  isChosen: boolean;
  sides: Sides;
}

// An item: what it is, and its text in each language, to be written beside each other.
export function ProtocolItemRow({ item, row, columns, protocol, topics, items, mayWrite, isChosen, sides }: ProtocolItemRowProps) {
  const { t } = useTranslation("negotiations");
  const editing = useItemDraft(item);
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: "center" });
  }, [isChosen]);
  const isDirty = editing.changed.length > 0;
  const isDisputed = Object.keys(editing.disputed).length > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || (event.code !== "KeyS" && event.code !== "Enter")) return;
    event.preventDefault();
    if (isDirty && !isDisputed) void editing.save();
  };
  return (
    <>
      <tr ref={line} className={[isChosen ? look.chosen : "", isDirty ? look.dirty : ""].join(" ")} onKeyDown={onKeyDown}>
        <td className={look.number}>
          <ItemHead item={item} protocol={protocol} topics={topics} items={items} mayWrite={mayWrite} sides={sides} />
        </td>
        {columns.map((language, column) => (
          <td key={language} data-row={row} data-column={column}>
            <ItemCell item={item} language={language} editing={editing} mayWrite={mayWrite} />
          </td>
        ))}
      </tr>
      {(isDirty || editing.error !== undefined) && (
        <tr>
          <td colSpan={columns.length + 1}>
            {editing.error !== undefined && <Refused error={editing.error} />}
            <Group justify="flex-end" gap="xs">
              <Button size="xs" variant="default" onClick={editing.discard}>
                {t("item.discard")}
              </Button>
              <Button size="xs" loading={editing.isSaving} disabled={isDisputed} onClick={() => void editing.save()}>
                {t("item.saveTexts", { number: item.number })}
              </Button>
            </Group>
          </td>
        </tr>
      )}
    </>
  );
}
