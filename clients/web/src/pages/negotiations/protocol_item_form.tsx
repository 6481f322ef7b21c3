import { Checkbox, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import type { Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import {
  ProtocolItem_Kind,
  ProtocolItem_Side,
  ProtocolService,
  type Protocol,
  type ProtocolItem,
} from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { OrganizationsField } from "../../parts/several_field.tsx";
import type { Sides } from "./protocol_items.tsx";
import { written, type FormText } from "../../parts/texts.ts";
import { TextsField } from "../../parts/texts_field.tsx";

interface ItemValue {
  kind: ProtocolItem_Kind;
  texts: FormText[];
  topic: string;
  side: ProtocolItem_Side;
  executors: string[];
  dueDate: string;
  isContinuous: boolean;
}

interface ProtocolItemFormProps {
  protocol: Protocol;
  topics: Topic[];
  sides: Sides;
  // The one to change, but for its texts; without it a new one is written.
  item?: ProtocolItem;
  // What the new one is a part of.
  parentItem?: string;
  onClose: () => void;
}

const { INFORMATION, DECISION, COMMITMENT } = ProtocolItem_Kind;
const { OURS, THEIRS, JOINT } = ProtocolItem_Side;

export function ProtocolItemForm({ protocol, topics, sides, item, parentItem = "", onClose }: ProtocolItemFormProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const protocols = clientOf(ProtocolService);
  const editedOf = (one?: ProtocolItem): Edited<ItemValue> => ({
    etag: one?.etag ?? "",
    value: {
      kind: one?.kind ?? INFORMATION,
      texts: one ? [] : protocol.languages.map((each) => ({ language: each, text: "" })),
      topic: one?.topic ?? "",
      side: one?.commitment?.side ?? OURS,
      executors: one?.commitment?.executors ?? [],
      dueDate: one?.commitment?.dueDate ?? "",
      isContinuous: one?.commitment?.isContinuous ?? false,
    },
  });
  const executorsOf = (side: ProtocolItem_Side) =>
    [side === THEIRS ? "" : sides.ours, side === OURS ? "" : sides.theirs].filter((each) => each !== "");
  const save = async ({ kind, texts, topic, side, executors, dueDate, isContinuous }: ItemValue, etag: string, requestId: string) => {
    const undertaken = kind === COMMITMENT ? { commitment: { side, executors, dueDate: isContinuous ? "" : dueDate, isContinuous } } : {};
    if (item) {
      const paths = ["kind", "topic", "commitment"];
      await protocols.updateProtocolItem({
        protocolItem: { name: item.name, etag, kind, topic, ...undertaken },
        updateMask: { paths },
        requestId,
      });
    } else {
      await protocols.createProtocolItem({
        parent: protocol.name,
        protocolItem: { kind, texts: written(texts), topic, parentItem, ...undertaken },
        requestId,
      });
    }
  };
  return (
    <FormDialog
      title={item ? t("item.editOf", { number: item.number }) : t(parentItem === "" ? "item.create" : "item.addPart")}
      action={t(item ? "item.save" : "item.create")}
      draft={`item-details/${item?.name ?? (parentItem || protocol.name)}`}
      initial={editedOf(item)}
      isComplete={({ texts }) => item !== undefined || texts.some(({ text }) => text.trim() !== "")}
      save={save}
      {...(item ? { readLatest: async () => editedOf(await protocols.getProtocolItem({ name: item.name })) } : {})}
      onClose={onClose}
    >
      {(value, set) => (
        <>
          <Stack gap={4}>
            <Text size="sm" fw={500}>
              {t("item.what")}
            </Text>
            <SegmentedControl
              aria-label={t("item.what")}
              value={String(value.kind)}
              onChange={(kind) => set({ kind: Number(kind) })}
              data={[INFORMATION, DECISION, COMMITMENT].map((kind) => ({
                value: String(kind),
                label: t(`item.kind.${ProtocolItem_Kind[kind]}`),
              }))}
            />
          </Stack>
          {!item && <TextsField label={t("item.text")} rows={2} value={value.texts} onChange={(texts) => set({ texts })} required />}
          <Select
            label={t("item.topic")}
            clearable
            value={value.topic || null}
            onChange={(topic) => set({ topic: topic ?? "" })}
            data={topics.map((topic) => ({ value: topic.name, label: textIn(topic.titles, language) }))}
          />
          {value.kind === COMMITMENT && (
            <>
              <Stack gap={4}>
                <Text size="sm" fw={500}>
                  {t("commitment.whose")}
                </Text>
                <SegmentedControl
                  aria-label={t("commitment.whose")}
                  value={String(value.side)}
                  onChange={(side) => set({ side: Number(side), executors: executorsOf(Number(side)) })}
                  data={[OURS, THEIRS, JOINT].map((side) => ({ value: String(side), label: t(`side.${ProtocolItem_Side[side]}`) }))}
                />
              </Stack>
              <OrganizationsField label={t("commitment.executors")} value={value.executors} onChange={(executors) => set({ executors })} />
              <Checkbox
                label={t("commitment.isContinuous")}
                checked={value.isContinuous}
                onChange={(event) => set({ isContinuous: event.currentTarget.checked })}
              />
              {!value.isContinuous && (
                <DayField label={t("commitment.due")} value={value.dueDate} onChange={(dueDate) => set({ dueDate })} />
              )}
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}
