import { Group, Select, TextInput } from "@mantine/core";
import { Figure_Kind, Figure_Status, IndicatorService, type Indicator } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { COUNTRIES, countryName } from "../../parts/code_names.ts";
import { LongField } from "../../parts/long_field.tsx";
import { sortByReader } from "../../parts/names.ts";
import { notifyDone } from "../../parts/notify.ts";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { unitText } from "../../parts/units.ts";
import { useSpanWord } from "./figure_words.ts";
import { periodOf } from "./grid.ts";
import { numberTyped } from "./number_typed.ts";

const SPANS = [
  "YEAR",
  ...[1, 2, 3, 4].map((number) => `QUARTER-${number}`),
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((number) => `CUMULATIVE-${number}`),
  ...Array.from({ length: 12 }, (_, month) => `MONTH-${month + 1}`),
];
const KINDS = [Figure_Kind.ACTUAL, Figure_Kind.TARGET, Figure_Kind.FORECAST];
const STATUSES = [Figure_Status.PRELIMINARY, Figure_Status.FINAL, Figure_Status.ILLUSTRATIVE];

// Enters a figure of an indicator.
export function FigureForm({ indicator, onClose }: { indicator: Indicator; onClose: () => void }) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const spanWord = useSpanWord();
  const [said, setSaid, clear] = useDraft(`figure/${indicator.name}`, {
    country: "",
    organization: "",
    span: "YEAR",
    year: String(new Date().getFullYear() - 1),
    kind: String(Figure_Kind.ACTUAL),
    value: "",
    status: String(Figure_Status.PRELIMINARY),
    source: "",
    published: "",
    note: "",
  });
  const set = (some: Partial<typeof said>) => setSaid((before) => ({ ...before, ...some }));
  const value = numberTyped(said.value);
  const year = /^\d{4}$/.test(said.year) ? Number(said.year) : undefined;
  const act = async (requestId: string) => {
    await clientOf(IndicatorService).createFigure({
      parent: indicator.name,
      figure: {
        country: said.country,
        organization: said.organization,
        period: periodOf(said.span, year ?? 0),
        kind: Number(said.kind),
        value: value ?? "",
        status: Number(said.status),
        source: said.source.trim(),
        publishDate: said.published,
        note: said.note.trim(),
      },
      requestId,
    });
    clear();
    notifyDone(t("figure.created"));
  };
  const countries = sortByReader(
    COUNTRIES.map((code) => ({ value: code, label: countryName(code, language) })),
    ({ label }) => label,
    language,
  );
  return (
    <ActDialog
      title={t("figure.create")}
      action={t("figure.create")}
      isReady={value !== undefined && year !== undefined && said.source.trim() !== ""}
      said={said}
      act={act}
      onClose={onClose}
    >
      <Select
        label={t("country")}
        placeholder={t("total")}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        value={said.country || null}
        onChange={(country) => set({ country: country ?? "" })}
        data={countries}
      />
      <OrganizationPicker
        label={t("exporter")}
        value={said.organization || null}
        onChange={(organization) => set({ organization: organization ?? "" })}
      />
      <Group grow align="flex-start">
        <Select
          label={t("periods")}
          allowDeselect={false}
          value={said.span}
          onChange={(span) => set({ span: span ?? "YEAR" })}
          data={SPANS.map((span) => ({ value: span, label: spanWord(periodOf(span, 0)) }))}
        />
        <TextInput
          label={t("year")}
          required
          inputMode="numeric"
          value={said.year}
          onChange={(event) => set({ year: event.currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t("fact.kindOf")}
          allowDeselect={false}
          value={said.kind}
          onChange={(kind) => set({ kind: kind ?? "" })}
          data={KINDS.map((kind) => ({ value: String(kind), label: t(`kind.${Figure_Kind[kind]}`) }))}
        />
        <Select
          label={t("firmness")}
          allowDeselect={false}
          value={said.status}
          onChange={(status) => set({ status: status ?? "" })}
          data={STATUSES.map((status) => ({ value: String(status), label: t(`status.${Figure_Status[status]}`) }))}
        />
      </Group>
      <TextInput
        label={`${t("figure.value")}, ${unitText(indicator.unit, language)}`}
        required
        inputMode="decimal"
        value={said.value}
        onChange={(event) => set({ value: event.currentTarget.value })}
        error={said.value !== "" && value === undefined ? t("figure.notNumber") : undefined}
      />
      <TextInput label={t("source")} required value={said.source} onChange={(event) => set({ source: event.currentTarget.value })} />
      <DayField label={t("fact.published")} value={said.published} onChange={(published) => set({ published })} />
      <LongField label={t("fact.note")} minRows={1} value={said.note} onChange={(note) => set({ note })} />
    </ActDialog>
  );
}
