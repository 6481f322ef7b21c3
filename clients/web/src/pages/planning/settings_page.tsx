import { useQuery } from "@connectrpc/connect-query";
import { ActionIcon, Alert, Button, MultiSelect, NumberInput, Select, TextInput, Title } from "@mantine/core";
import { Asset_Kind, AssetService } from "@plenary/client/gen/plenary/v1/assets_pb";
import { EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { PlanningService, PlanningSettings_Window_Part, type PlanningSettings } from "@plenary/client/gen/plenary/v1/planning_pb";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageRefused } from "../../parts/page_refused.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { dayOf } from "../../parts/venue_day.ts";
import { BlockedPairs } from "./blocked_pairs.tsx";
import { useMayPlan } from "./plan_data.ts";
import { PlanTabs } from "./plan_tabs.tsx";
import style from "./planning.module.css";
import { RequestRules } from "./request_rules.tsx";
import { formOf, isSound, MASK, settingsOf, WEIGHTS, type SettingsForm, type Weight, type WindowRow } from "./settings_form.ts";
import { eventDays, lengthOf } from "./times_field.tsx";

// When and where meetings are planned, and what matters.
export function SettingsPage() {
  const { t } = useTranslation("planning");
  const name = `events/${useParams()["event"]}`;
  const event = useQuery(EventService.method.getEvent, { name });
  const settings = useQuery(PlanningService.method.getPlanningSettings, { name: `${name}/planning` });
  const error = event.error ?? settings.error;
  if (error) return <PageRefused title={t("settings.title")} error={error} onRetry={() => void settings.refetch()} />;
  if (!event.data || !settings.data) return <PageSkeleton />;
  return <Settings key={settings.data.etag} event={event.data} settings={settings.data} />;
}

function Settings({ event, settings }: { event: Event; settings: PlanningSettings }) {
  const { t } = useTranslation("planning");
  const mayPlan = useMayPlan(event.name);
  const [form, setForm] = useState(() => formOf(settings, event.timeZone));
  const { isActing, error, act } = useAct("all");
  const change = (part: Partial<SettingsForm>) => setForm((before) => ({ ...before, ...part }));
  const isChanged = JSON.stringify(form) !== JSON.stringify(formOf(settings, event.timeZone));

  const save = async () => {
    const wanted = settingsOf(form, settings, event.timeZone);
    const done = await act(form, (requestId) =>
      clientOf(PlanningService).updatePlanningSettings({ settings: wanted, updateMask: { paths: MASK }, requestId }),
    );
    if (done) notifyDone(t("settings.saved"));
  };
  return (
    <Page
      title={t("settings.title")}
      lead={t("settings.lead")}
      actions={
        mayPlan && (
          <Button loading={isActing} disabled={!isChanged || !isSound(form)} onClick={() => void save()}>
            {t("save")}
          </Button>
        )
      }
    >
      <PlanTabs />
      {!mayPlan && <Alert variant="light">{t("settings.readOnly")}</Alert>}
      {error !== undefined && <Refused error={error} />}
      <fieldset disabled={!mayPlan} className={style.fieldset}>
        <Section title={t("settings.windows")} hint={t("settings.windowsHint")}>
          <Windows event={event} rows={form.windows} onChange={(windows) => change({ windows })} mayPlan={mayPlan} />
        </Section>
        <Section title={t("settings.tables")} hint={t("settings.tablesHint")}>
          <Tables value={form.assets} onChange={(assets) => change({ assets })} />
        </Section>
        <Section title={t("settings.lengths")}>
          <div className={style.numbers}>
            <Amount label={t("settings.grain")} value={form.grain || 15} max={240} step={5} onChange={(grain) => change({ grain })} />
            <Amount
              label={t("settings.duration")}
              value={form.duration || 30}
              max={1440}
              step={5}
              onChange={(duration) => change({ duration })}
            />
            <Amount label={t("settings.gap")} value={form.gap} max={240} step={5} onChange={(gap) => change({ gap })} />
            <NumberInput
              label={t("settings.difference")}
              min={0}
              max={1000}
              placeholder={t("settings.noLimit")}
              value={form.difference ?? ""}
              onChange={(typed) => change({ difference: typed === "" ? undefined : Number(typed) })}
            />
          </div>
        </Section>
        <Section title={t("settings.weights")} hint={t("settings.weightsHint")}>
          <div className={style.numbers}>
            {(Object.keys(WEIGHTS) as Weight[]).map((weight) => (
              <Amount
                key={weight}
                label={t(`settings.weight.${weight}`)}
                value={form.weights[weight]}
                max={1_000_000_000}
                onChange={(value) => change({ weights: { ...form.weights, [weight]: value } })}
              />
            ))}
          </div>
        </Section>
        <Section title={t("settings.prices")}>
          <div className={style.numbers}>
            {([1, 2, 3, 4, 5] as const).map((preference) => (
              <Amount
                key={preference}
                label={t("settings.price", { preference: t(`preference.${preference}`) })}
                value={form.prices[preference - 1] ?? 0}
                max={1_000_000_000_000}
                onChange={(value) => change({ prices: form.prices.map((price, at) => (at === preference - 1 ? value : price)) })}
              />
            ))}
          </div>
        </Section>
      </fieldset>
      <Section title={t("settings.requests")}>
        <RequestRules event={event} mayPlan={mayPlan} />
      </Section>
      <Section title={t("settings.blocked")} hint={t("settings.blockedHint")}>
        <BlockedPairs event={event.name} mayPlan={mayPlan} />
      </Section>
    </Page>
  );
}

function Section({ title, hint, children }: { title: string; hint?: string; children: React.ReactNode }) {
  return (
    <section className={style.section}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {hint && <p className={style.hint}>{hint}</p>}
      {children}
    </section>
  );
}

interface AmountProps {
  label: string;
  value: number;
  max: number;
  step?: number;
  onChange(value: number): void;
}

function Amount({ label, value, max, step = 1, onChange }: AmountProps) {
  return (
    <NumberInput
      label={label}
      min={0}
      max={max}
      step={step}
      allowDecimal={false}
      thousandSeparator=" "
      value={value}
      onChange={(typed) => onChange(Number(typed) || 0)}
    />
  );
}

function Windows({
  event,
  rows,
  onChange,
  mayPlan,
}: {
  event: Event;
  rows: readonly WindowRow[];
  onChange(rows: WindowRow[]): void;
  mayPlan: boolean;
}) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const days = eventDays(event);
  const put = (at: number, part: Partial<WindowRow>) => onChange(rows.map((row, each) => (each === at ? { ...row, ...part } : row)));
  const parts = [
    PlanningSettings_Window_Part.PART_UNSPECIFIED,
    PlanningSettings_Window_Part.MORNING,
    PlanningSettings_Window_Part.AFTERNOON,
    PlanningSettings_Window_Part.EVENING,
    PlanningSettings_Window_Part.WHOLE_DAY,
  ];
  return (
    <div className={style.rows}>
      {rows.map((row, at) => {
        const isWrong = (lengthOf(row) ?? 0) <= 0;
        return (
          <div key={at} className={style.windowrow}>
            <Select
              label={t("ask.day")}
              allowDeselect={false}
              value={row.day}
              onChange={(day) => day && put(at, { day })}
              data={[...new Set([...days, row.day])].map((day) => ({
                value: day,
                label: formatDay(day, language, event.timeZone, "weekday"),
              }))}
            />
            <TextInput
              label={t("ask.between")}
              value={row.from}
              error={isWrong}
              onChange={(typed) => put(at, { from: typed.currentTarget.value })}
            />
            <TextInput
              label={t("ask.and")}
              value={row.to}
              error={isWrong}
              onChange={(typed) => put(at, { to: typed.currentTarget.value })}
            />
            <Select
              label={t("settings.part")}
              allowDeselect={false}
              value={String(row.part)}
              onChange={(part) => part && put(at, { part: Number(part) })}
              data={parts.map((part) => ({
                value: String(part),
                label: t(`settings.parts.${PlanningSettings_Window_Part[part]}` as "settings.parts.MORNING"),
              }))}
            />
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t("ask.removeTime")}
              disabled={!mayPlan}
              onClick={() => onChange(rows.filter((_, each) => each !== at))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ justifySelf: "start" }}
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={!mayPlan}
        onClick={() =>
          onChange([
            ...rows,
            {
              day: rows.at(-1)?.day ?? days[0] ?? dayOf(new Date(), event.timeZone),
              from: "10:00",
              to: "13:00",
              part: PlanningSettings_Window_Part.MORNING,
            },
          ])
        }
      >
        {t("ask.addTime")}
      </Button>
    </div>
  );
}

function Tables({ value, onChange }: { value: string[]; onChange(assets: string[]): void }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const assets = useAll(AssetService.method.listAssets, {}, (page) => page.assets);
  const places = (assets.data ?? []).filter(({ kind }) => kind === Asset_Kind.TABLE || kind === Asset_Kind.ROOM);
  const order = new Intl.Collator(language === "be" ? "ru" : language, { numeric: true });
  const data = places
    .map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))
    .sort((a, b) => order.compare(a.label, b.label));
  return <MultiSelect label={t("settings.tablesLabel")} searchable clearable value={value} onChange={onChange} data={data} maw={720} />;
}
