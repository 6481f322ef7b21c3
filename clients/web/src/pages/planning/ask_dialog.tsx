import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { Alert, Checkbox, Group, NumberInput, Select, Text } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { MatchmakingService } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { sortByReader } from "../../parts/names.ts";
import { notifyDone } from "../../parts/notify.ts";
import { useParties } from "./parties.ts";
import { minutesOf } from "./request_texts.ts";
import { intervalOf, rowsFit, TimesField, type TimeRow } from "./times_field.tsx";

interface AskDialogProps {
  event: Event;
  mayPlan: boolean;
  onClose(): void;
}

interface Draft {
  from: string | null;
  to: string | null;
  preference: string;
  note: string;
  // Minutes; 0: the event's default.
  minutes: number;
  times: TimeRow[];
  heads: boolean;
  agreed: boolean;
  organizers: boolean;
}

const NEW: Draft = {
  from: null,
  to: null,
  preference: "3",
  note: "",
  minutes: 0,
  times: [],
  heads: true,
  agreed: false,
  organizers: false,
};
const PREFERENCES = ["1", "2", "3", "4", "5"] as const;
const MINUTES = 30;

// Asks for a meeting in the name of a side: whom it may ask is offered.
export function AskDialog({ event, mayPlan, onClose }: AskDialogProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const me = useMe();
  const change = useChange("all");
  const [draft, setDraft, clearDraft, restoredAt] = useDraft<Draft>(`planning.ask.${event.name}`, NEW);

  const delegations = useAll(DelegationService.method.listDelegations, { parent: event.name }, (page) => page.delegations);
  const settings = useQuery(MatchmakingService.method.getMatchmakingSettings, { name: `${event.name}/matchmaking` });
  const nameOf = useParties(event.name);
  const own = (delegations.data ?? []).map(({ name }) => name).filter((name) => mayPlan || me.has(Role.REGISTRAR, name));
  const from = draft.from ?? (own.length === 1 ? own[0]! : null);
  const partners = useAll(
    MatchmakingService.method.listMeetingPartners,
    { parent: event.name, party: draft.organizers ? "" : (from ?? ""), languageCode: language },
    (page) => page.meetingPartners,
    { enabled: from !== null },
  );
  const sides = sortByReader(
    own.map((value) => ({ value, label: nameOf(value) || value })),
    ({ label }) => label,
    language,
  );
  const asked = (partners.data ?? [])
    .filter(({ party }) => party !== from)
    .map(({ party, displayName, organizationDisplayName }) => ({
      value: party,
      label: [nameOf(party) || displayName, party.includes("/participants/") ? organizationDisplayName : ""].filter(Boolean).join(", "),
    }));
  const minutes = draft.minutes || minutesOf(settings.data?.defaultDuration) || MINUTES;
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const isReady = from !== null && draft.to !== null && rowsFit(draft.times, minutes);

  const act = async (requestId: string) => {
    if (from === null || draft.to === null) return;
    const head = (party: string) => draft.heads && party.includes("/delegations/");
    const { name } = await clientOf(MatchmakingService).createMeetingRequest({
      parent: event.name,
      requestId,
      accepted: mayPlan && draft.agreed,
      meetingRequest: {
        from: { party: from, headMustAttend: head(from) },
        to: { party: draft.to, headMustAttend: head(draft.to) },
        preference: Number(draft.preference),
        note: draft.note,
        intervals: draft.times.map((row) => intervalOf(row, event.timeZone)),
        isOrganizers: mayPlan && draft.organizers,
        ...(draft.minutes > 0 && { duration: durationFromMs(draft.minutes * 60_000) }),
      },
    });
    clearDraft();
    notifyDone(t("ask.done", { sides: `${nameOf(from)} → ${asked.find(({ value }) => value === draft.to)?.label ?? ""}` }), async () => {
      await change({ cancel: name }, (id) => clientOf(MatchmakingService).cancelMeetingRequest({ name, requestId: id }));
    });
  };

  return (
    <ActDialog
      title={t("ask.title")}
      action={t("ask.do")}
      size="lg"
      isReady={isReady}
      said={{ ...draft, from }}
      touches="all"
      act={act}
      onClose={onClose}
    >
      {restoredAt && (
        <Alert variant="light" p="xs">
          <Text size="sm">{t("ask.kept")}</Text>
        </Alert>
      )}
      <Select
        label={t("ask.from")}
        withAsterisk
        searchable
        value={from}
        onChange={(value) => set({ from: value, to: null })}
        data={sides}
      />
      <Select
        label={t("ask.to")}
        withAsterisk
        searchable
        disabled={from === null}
        description={from === null ? t("ask.nobody") : undefined}
        value={draft.to}
        onChange={(value) => set({ to: value })}
        data={asked}
      />
      <Group gap="sm" grow>
        <Select
          label={t("ask.preference")}
          allowDeselect={false}
          value={draft.preference}
          onChange={(value) => value && set({ preference: value })}
          data={PREFERENCES.map((value) => ({ value, label: t(`preference.${value}`) }))}
        />
        <NumberInput
          label={t("ask.duration")}
          min={5}
          max={1440}
          step={5}
          value={minutes}
          onChange={(value) => set({ minutes: Number(value) || 0 })}
        />
      </Group>
      <LongField label={t("ask.note")} maxLength={2000} value={draft.note} onChange={(note) => set({ note })} />
      <Text size="sm" fw={500}>
        {t("requests.times")}
      </Text>
      <TimesField event={event} rows={draft.times} onChange={(times) => set({ times })} minutes={minutes} />
      <Checkbox label={t("ask.heads")} checked={draft.heads} onChange={(typed) => set({ heads: typed.currentTarget.checked })} />
      {mayPlan && (
        <>
          <Checkbox label={t("ask.agreed")} checked={draft.agreed} onChange={(typed) => set({ agreed: typed.currentTarget.checked })} />
          <Checkbox
            label={t("ask.organizers")}
            checked={draft.organizers}
            onChange={(typed) => set({ organizers: typed.currentTarget.checked })}
          />
        </>
      )}
    </ActDialog>
  );
}
