import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Checkbox, Group, Modal, NumberInput, Select, Stack, Text, Textarea } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { MatchmakingService } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
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
  const client = useQueryClient();
  const [draft, setDraft, clearDraft, restoredAt] = useDraft<Draft>(`planning.ask.${event.name}`, NEW);
  const requestId = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

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
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const isReady = from !== null && draft.to !== null && rowsFit(draft.times, minutes);

  const send = async () => {
    if (from === null || draft.to === null) return;
    setBusy(true);
    setError(undefined);
    const head = (party: string) => draft.heads && party.includes("/delegations/");
    try {
      const { name } = await clientOf(MatchmakingService).createMeetingRequest({
        parent: event.name,
        requestId: requestId.current,
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
      await client.invalidateQueries();
      notifyDone(t("ask.done", { sides: `${nameOf(from)} → ${asked.find(({ value }) => value === draft.to)?.label ?? ""}` }), async () => {
        await clientOf(MatchmakingService).cancelMeetingRequest({ name, requestId: crypto.randomUUID() });
        await client.invalidateQueries();
      });
      onClose();
    } catch (refused) {
      // What is sent after this is another request.
      requestId.current = crypto.randomUUID();
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onClose} size="lg" title={t("ask.title")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <Stack gap="sm">
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
          onChange={(value) => change({ from: value, to: null })}
          data={sides}
        />
        <Select
          label={t("ask.to")}
          withAsterisk
          searchable
          disabled={from === null}
          description={from === null ? t("ask.nobody") : undefined}
          value={draft.to}
          onChange={(value) => change({ to: value })}
          data={asked}
        />
        <Group gap="sm" grow>
          <Select
            label={t("ask.preference")}
            allowDeselect={false}
            value={draft.preference}
            onChange={(value) => value && change({ preference: value })}
            data={PREFERENCES.map((value) => ({ value, label: t(`preference.${value}`) }))}
          />
          <NumberInput
            label={t("ask.duration")}
            min={5}
            max={1440}
            step={5}
            value={minutes}
            onChange={(value) => change({ minutes: Number(value) || 0 })}
          />
        </Group>
        <Textarea
          label={t("ask.note")}
          autosize
          minRows={2}
          maxLength={2000}
          value={draft.note}
          onChange={(typed) => change({ note: typed.currentTarget.value })}
        />
        <Text size="sm" fw={500}>
          {t("requests.times")}
        </Text>
        <TimesField event={event} rows={draft.times} onChange={(times) => change({ times })} minutes={minutes} />
        <Checkbox label={t("ask.heads")} checked={draft.heads} onChange={(typed) => change({ heads: typed.currentTarget.checked })} />
        {mayPlan && (
          <>
            <Checkbox
              label={t("ask.agreed")}
              checked={draft.agreed}
              onChange={(typed) => change({ agreed: typed.currentTarget.checked })}
            />
            <Checkbox
              label={t("ask.organizers")}
              checked={draft.organizers}
              onChange={(typed) => change({ organizers: typed.currentTarget.checked })}
            />
          </>
        )}
        {error !== undefined && <Refused error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={busy} disabled={!isReady} onClick={() => void send()}>
            {t("ask.do")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
