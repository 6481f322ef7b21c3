import { Autocomplete, Group, Select, TextInput } from "@mantine/core";
import { IndicatorService, Result_Kind, type Result } from "@plenary/client/gen/plenary/v1/indicators_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { COUNTRIES, countryName } from "../../parts/code_names.ts";
import { DayField } from "../../parts/day_field.tsx";
import { sortByReader } from "../../parts/names.ts";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { FormDialog, type Edited } from "../../parts/form_dialog.tsx";
import { OrganizationsField } from "../../parts/several_field.tsx";
import { formPaper, writtenPaper, type FormPaper } from "../../parts/paper.ts";
import { PaperFields } from "../../parts/paper_fields.tsx";
import { TextsField } from "../../parts/texts_field.tsx";
import { formTexts, hasText, written, type FormText } from "../../parts/texts.ts";
import { amountOf, faultsOf } from "./amount_typed.ts";
import { FiguresField } from "./figures_field.tsx";
import { OriginsField } from "./origins_field.tsx";

interface ResultValue {
  kind: Result_Kind;
  titles: FormText[];
  date: string;
  country: string;
  parties: string[];
  amount: string;
  currency: string;
  paper: FormPaper;
  origins: string[];
  figures: string[];
  note: string;
}

interface ResultFormProps {
  // The one to change; without it a new one is recorded.
  result?: Result;
  onSaved?: (name: string) => void;
  onClose: () => void;
}

export const RESULT_KINDS = [Result_Kind.CONTRACT, Result_Kind.MEMORANDUM, Result_Kind.AGREEMENT, Result_Kind.PILOT, Result_Kind.DELIVERY];

const FIELDS = ["kind", "titles", "parties", "amount", "currency", "date", "document", "country", "origins", "figures", "note"];
// Those that contracts here are made in; any other is typed.
const USUAL_CURRENCIES = ["BYN", "RUB", "USD", "EUR", "CNY", "KZT", "AZN", "AMD", "UZS", "TRY", "AED", "INR"];

// Records what came of talks and plans.
export function ResultForm({ result, onSaved, onClose }: ResultFormProps) {
  const { t } = useTranslation("figures");
  const language = useLanguage();
  const indicators = clientOf(IndicatorService);
  const standing = result?.amount ?? "";
  const editedOf = (one?: Result): Edited<ResultValue> => ({
    etag: one?.etag ?? "",
    value: {
      kind: one?.kind ?? Result_Kind.CONTRACT,
      titles: formTexts(one?.titles ?? [], language),
      date: one?.date ?? "",
      country: one?.country ?? "",
      parties: one?.parties ?? [],
      amount: one?.amount ?? "",
      currency: one?.currency ?? "",
      paper: formPaper(one?.document),
      origins: one?.origins ?? [],
      figures: one?.figures ?? [],
      note: one?.note ?? "",
    },
  });
  const save = async ({ paper, ...value }: ResultValue, etag: string, requestId: string) => {
    const document = writtenPaper(paper);
    const fields = {
      ...value,
      titles: written(value.titles),
      amount: amountOf(value.amount, standing) ?? "",
      currency: value.currency.trim(),
      note: value.note.trim(),
      ...(document && { document }),
    };
    const { name } = result
      ? await indicators.updateResult({ result: { ...fields, name: result.name, etag }, updateMask: { paths: FIELDS }, requestId })
      : await indicators.createResult({ result: fields, requestId });
    notifyDone(t(result ? "result.saved" : "result.created"));
    onSaved?.(name);
  };
  const countries = sortByReader(
    COUNTRIES.map((code) => ({ value: code, label: countryName(code, language) })),
    ({ label }) => label,
    language,
  );
  return (
    <FormDialog
      title={t(result ? "result.edit" : "result.create")}
      action={t(result ? "result.save" : "result.create")}
      draft={`result/${result?.name ?? "new"}`}
      initial={editedOf(result)}
      isComplete={(value) => hasText(value.titles) && value.date !== "" && Object.keys(faultsOf(value, standing)).length === 0}
      save={save}
      {...(result && { readLatest: async () => editedOf(await indicators.getResult({ name: result.name })) })}
      onClose={onClose}
    >
      {(value, set) => {
        const faults = faultsOf(value, standing);
        return (
          <>
            <TextsField label={t("result.name")} required value={value.titles} onChange={(titles) => set({ titles })} />
            <Group grow align="flex-start">
              <Select
                label={t("result.kind")}
                allowDeselect={false}
                value={String(value.kind)}
                onChange={(kind) => set({ kind: Number(kind) })}
                data={RESULT_KINDS.map((kind) => ({ value: String(kind), label: t(`result.kinds.${Result_Kind[kind]}`) }))}
              />
              <DayField label={t("result.date")} required value={value.date} onChange={(date) => set({ date })} />
            </Group>
            <OrganizationsField label={t("result.parties")} value={value.parties} onChange={(parties) => set({ parties })} />
            <Select
              label={t("country")}
              searchable
              clearable
              clearButtonProps={{ "aria-label": t("clear") }}
              value={value.country || null}
              onChange={(country) => set({ country: country ?? "" })}
              data={countries}
            />
            <Group grow align="flex-start">
              <TextInput
                label={t("result.amount")}
                inputMode="decimal"
                value={value.amount}
                onChange={(event) => set({ amount: event.currentTarget.value })}
                error={faults.amount && t(`result.${faults.amount}`)}
              />
              <Autocomplete
                label={t("result.currency")}
                value={value.currency}
                onChange={(currency) => set({ currency: currency.toUpperCase() })}
                data={USUAL_CURRENCIES}
                error={faults.currency && t(`result.${faults.currency}`)}
              />
            </Group>
            <PaperFields legend={t("fact.paper")} value={value.paper} onChange={(paper) => set({ paper })} />
            <OriginsField value={value.origins} onChange={(origins) => set({ origins })} />
            <FiguresField value={value.figures} onChange={(figures) => set({ figures })} />
            <LongField label={t("fact.note")} minRows={1} maxRows={10} value={value.note} onChange={(note) => set({ note })} />
          </>
        );
      }}
    </FormDialog>
  );
}
