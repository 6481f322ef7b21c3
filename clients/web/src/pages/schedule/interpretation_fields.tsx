import { Group, MultiSelect, Select, Stack, Text } from "@mantine/core";
import { Asset_Kind, InterpretationMode, type Asset } from "@plenary/client/gen/plenary/v1/assets_pb";
import { Interpretation_Supplier } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { endOf, type ActivityDraft } from "./activity_draft.ts";
import { useLanguageChoices } from "./use_language_choices.ts";
import { useSchedule } from "./schedule_context.ts";
import { interpretersNeeded } from "./staffing.ts";

interface InterpretationFieldsProps {
  draft: ActivityDraft;
  onChange: (part: Partial<ActivityDraft>) => void;
  // What is wrong with the interpreters that are chosen.
  problem: ReactNode;
}

const MODES = [
  InterpretationMode.INTERPRETATION_MODE_UNSPECIFIED,
  InterpretationMode.CONSECUTIVE,
  InterpretationMode.WHISPERED,
  InterpretationMode.SIMULTANEOUS,
];
const SUPPLIERS = [Interpretation_Supplier.US, Interpretation_Supplier.THEM];

// Whether an interpreter works between two of the languages.
export function interprets(asset: Asset, languages: readonly string[]): boolean {
  return languages.length < 2 || asset.languagePairs.some(({ from, to }) => languages.includes(from) && languages.includes(to));
}

// How it is interpreted, and whether that are enough interpreters.
export function InterpretationFields({ draft, onChange, problem }: InterpretationFieldsProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { assets, nameOf } = useSchedule();
  const languages = useLanguageChoices();
  const isInterpreted = draft.mode > InterpretationMode.NONE;
  const interpreters = useMemo(() => {
    const all = [...assets.values()].filter(
      ({ kind, deleteTime, name }) => kind === Asset_Kind.INTERPRETER && (!deleteTime || draft.interpreters.includes(name)),
    );
    const fitting = all.filter((asset) => interprets(asset, draft.between) || draft.interpreters.includes(asset.name));
    return sortByReader(fitting, ({ name }) => nameOf(name), language).map(({ name }) => ({ value: name, label: nameOf(name) }));
  }, [assets, nameOf, language, draft.between, draft.interpreters]);
  const needed =
    draft.suppliedBy === Interpretation_Supplier.THEM
      ? 0
      : interpretersNeeded(draft.mode, draft.between.length, endOf(draft) - draft.start);
  const isShort = draft.interpreters.length < needed;
  return (
    <Stack gap="sm">
      <MultiSelect
        label={t("field.languages")}
        searchable
        data={languages}
        value={draft.languages}
        onChange={(chosen) => onChange({ languages: chosen })}
      />
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Select
          label={t("field.mode")}
          allowDeselect={false}
          value={String(draft.mode === InterpretationMode.NONE ? 0 : draft.mode)}
          data={MODES.map((mode) => ({ value: String(mode), label: t(`interpretation.${InterpretationMode[mode]}`) }))}
          onChange={(mode) => onChange({ mode: Number(mode), between: draft.between.length > 0 ? draft.between : draft.languages })}
        />
        {isInterpreted && (
          <Select
            label={t("field.suppliedBy")}
            allowDeselect={false}
            value={String(draft.suppliedBy)}
            data={SUPPLIERS.map((supplier) => ({ value: String(supplier), label: t(`supplier.${Interpretation_Supplier[supplier]}`) }))}
            onChange={(supplier) => onChange({ suppliedBy: Number(supplier) })}
          />
        )}
      </Group>
      {isInterpreted && (
        <>
          <MultiSelect
            label={t("field.between")}
            searchable
            data={languages}
            value={draft.between}
            onChange={(between) => onChange({ between })}
          />
          <MultiSelect
            label={t("field.interpreters")}
            searchable
            data={interpreters}
            value={draft.interpreters}
            nothingFoundMessage={t("field.noInterpreter")}
            onChange={(chosen) => onChange({ interpreters: chosen })}
            error={problem}
            description={
              draft.suppliedBy === Interpretation_Supplier.US && (
                <Text span inherit c={isShort ? "var(--conflict)" : "dimmed"}>
                  {isShort ? "⚠ " : "✓ "}
                  {t("staffing", { count: needed, assigned: draft.interpreters.length })}
                </Text>
              )
            }
          />
        </>
      )}
    </Stack>
  );
}
