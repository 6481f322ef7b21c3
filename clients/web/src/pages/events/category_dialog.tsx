import { clone, create } from "@bufbuild/protobuf";
import { FieldMaskSchema } from "@bufbuild/protobuf/wkt";
import { Button, Checkbox, ColorInput, Group, NumberInput, Select, SimpleGrid, TagsInput, Text } from "@mantine/core";
import { CategorySchema, EventService, type Category } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EVENTS, useAct, useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { useConfirm } from "../../parts/confirm.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { useCategories, useEventName } from "./event_data.ts";
import { TextsFields } from "./texts_fields.tsx";

interface CategoryDialogProps {
  // Unset: a new one.
  category: Category | undefined;
  onClose: () => void;
}

const COLORS = ["#1F4E9E", "#1E8449", "#B9770E", "#7D3C98", "#707B7C", "#AEB6BF", "#B03A2E", "#117A65"];
const PATHS = ["display_names", "badge_color", "access_zones", "may_speak", "needs_credentials", "limit", "overflow_of", "precedence"];

// A category as it is set up, with what its seats say before the save.
export function CategoryDialog({ category, onClose }: CategoryDialogProps) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const event = useEventName();
  const categories = useCategories();
  const confirm = useConfirm();
  const change = useChange(EVENTS);
  const removal = useAct(EVENTS);
  const [now, setNow] = useState(() =>
    category ? clone(CategorySchema, category) : create(CategorySchema, { precedence: categories.length + 1 }),
  );
  const set = (some: Partial<Category>) => setNow((value) => ({ ...value, ...some }));
  const used = category?.used ?? 0;
  const tooFew = now.limit !== undefined && now.limit < used;
  // An overflow has none of its own, and nobody overflows into itself.
  const mains = categories.filter(({ name, overflowOf }) => overflowOf === "" && name !== category?.name);

  const act = async (requestId: string) => {
    await (category
      ? clientOf(EventService).updateCategory({ category: now, updateMask: create(FieldMaskSchema, { paths: PATHS }), requestId })
      : clientOf(EventService).createCategory({ parent: event, category: now, requestId }));
    notifyDone(t("categories.saved", { category: textIn(now.displayNames, language) }));
  };
  const remove = async () => {
    const name = textIn(category!.displayNames, language);
    const yes = await confirm({
      title: t("categories.deleteAsk", { category: name }),
      text: t("categories.deleteText"),
      action: t("categories.delete"),
      danger: true,
    });
    const request = { name: category!.name };
    if (!yes || !(await removal.act("delete", (requestId) => clientOf(EventService).deleteCategory({ ...request, requestId })))) return;
    notifyDone(t("categories.deleted", { category: name }), async () => {
      await change("undelete", (requestId) => clientOf(EventService).undeleteCategory({ ...request, requestId }));
    });
    onClose();
  };
  const limitText = now.limit === undefined ? t("categories.noLimit") : t("categories.leaves", { count: now.limit - used, used });
  return (
    <ActDialog
      title={category ? t("categories.editOne", { category: textIn(category.displayNames, language) }) : t("categories.new")}
      action={t(category ? "categories.save" : "categories.add")}
      size="lg"
      isReady={now.displayNames.length > 0 && !tooFew}
      stays
      said={now}
      touches={EVENTS}
      act={act}
      onClose={onClose}
      instead={
        category && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t("categories.delete")}
          </Button>
        )
      }
    >
      <TextsFields label={t("categories.name")} value={now.displayNames} onChange={(displayNames) => set({ displayNames })} required />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label={t("categories.limit")}
          description={limitText}
          error={tooFew && t("categories.tooFew", { count: used })}
          min={0}
          max={1_000_000}
          allowDecimal={false}
          value={now.limit ?? ""}
          onChange={(value) => {
            const { limit: _, ...others } = now;
            setNow(value === "" ? others : { ...others, limit: Number(value) });
          }}
        />
        <Select
          label={t("categories.overflow")}
          description={t("categories.overflowText")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          data={mains.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
          value={now.overflowOf || null}
          onChange={(value) => set({ overflowOf: value ?? "", ...(value ? { maySpeak: false } : {}) })}
        />
        <ColorInput
          label={t("categories.color")}
          format="hex"
          swatches={COLORS}
          value={now.badgeColor}
          onChange={(color) => set({ badgeColor: color.toUpperCase() })}
          eyeDropperButtonProps={{ "aria-label": t("categories.pickColor") }}
        />
        <TagsInput label={t("categories.zones")} value={now.accessZones} onChange={(accessZones) => set({ accessZones })} maxTags={100} />
        <NumberInput
          label={t("categories.place")}
          min={0}
          max={1_000_000}
          allowDecimal={false}
          value={now.precedence}
          onChange={(value) => set({ precedence: Number(value) || 0 })}
        />
      </SimpleGrid>
      <Group gap="lg">
        <Checkbox
          label={t("categories.maySpeak")}
          checked={now.maySpeak}
          disabled={now.overflowOf !== ""}
          onChange={(ticked) => set({ maySpeak: ticked.currentTarget.checked })}
        />
        <Checkbox
          label={t("categories.needsCredentials")}
          checked={now.needsCredentials}
          onChange={(ticked) => set({ needsCredentials: ticked.currentTarget.checked })}
        />
      </Group>
      {now.overflowOf !== "" && (
        <Text size="sm" c="dimmed">
          {t("categories.overflowSilent")}
        </Text>
      )}
      {removal.error !== undefined && <Refused error={removal.error} />}
    </ActDialog>
  );
}
