import { Alert, Select, Skeleton, Text } from "@mantine/core";
import { useQuery as useCallQuery } from "@connectrpc/connect-query";
import { errorOfStatus, refusalOf } from "@plenary/client";
import { DelegationService, WhenFull, type Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { NOTHING } from "../../api/change.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { Refused } from "../../parts/refused.tsx";
import { RefusedNames } from "../../parts/refused_names.tsx";
import { useCategories, useEvent } from "../events/event_data.ts";
import { changeAll } from "./batch.ts";
import { previewOf } from "./preview.ts";
import type { Row } from "./row.ts";
import { SeatEffects } from "./seat_effects.tsx";
import type { UseRows } from "./use_rows.ts";
import { useVerb } from "./use_verb.ts";
import { applies, asksReason, changeOf, RULES, type Verb } from "./verbs.ts";

interface VerbDialogProps {
  verb: Verb;
  // With whom; those to whom it does not apply are left out, and that is said.
  rows: readonly Row[];
  list: Pick<UseRows, "put" | "delegationOf" | "categoryOf">;
  onClose: () => void;
  onDone?: () => void;
}

// Where a seat may be lacking, what to do then.
const ASKS_FOR_SEAT: readonly Verb[] = ["nominate", "confirm", "changeCategory"];

// A verb with participants: what it asks for, what it would do, and the button that does it.
export function VerbDialog({ verb, rows, list, onClose, onDone }: VerbDialogProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const categories = useCategories();
  const [reason, setReason] = useState("");
  const [category, setCategory] = useState<string | null>(null);
  const [whenFull, setWhenFull] = useState(WhenFull.WHEN_FULL_UNSPECIFIED);
  const doVerb = useVerb(list.put);

  const concerned = useMemo(() => rows.filter(({ participant }) => applies(verb, participant.state, event)), [rows, verb, event]);
  const participants = useMemo(() => concerned.map(({ participant }) => participant), [concerned]);
  const needsReason = asksReason(verb, event, new Date());
  const complete = participants.length > 0 && (verb !== "changeCategory" || category !== null);
  const ask = { reason, whenFull, ...(category === null ? {} : { category }) };
  const preview = usePreview(verb, participants, ask, complete);
  const nameOf = (participant: Participant) => concerned.find((row) => row.participant.name === participant.name)?.name ?? "";

  const count = preview.data?.done.length ?? participants.length;
  return (
    <ActDialog
      title={t(`ask.${verb}`, { count: participants.length })}
      action={t(`act.${verb}`, { count })}
      size="lg"
      isReady={complete && count > 0 && (!needsReason || reason.trim() !== "")}
      danger={RULES[verb].takesAway}
      said={{ ask, participants: participants.map(({ name }) => name) }}
      touches={NOTHING}
      act={(requestId) => doVerb(verb, participants, ask, requestId)}
      onDone={() => {
        onDone?.();
        onClose();
      }}
      onClose={onClose}
    >
      <Text size="sm">{t(`does.${verb}`)}</Text>
      {rows.length > participants.length && (
        <Text size="sm" c="dimmed">
          {t("leftOut", { count: rows.length - participants.length })}
        </Text>
      )}
      {verb === "changeCategory" && (
        <Select
          label={t("toCategory")}
          required
          data={categories.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
          value={category}
          onChange={setCategory}
          data-autofocus
        />
      )}
      {needsReason && (
        <LongField
          label={t("reason")}
          description={RULES[verb].needsReason ? t("reasonFor") : t("reasonOutside")}
          required
          maxLength={2000}
          value={reason}
          onChange={setReason}
          {...(verb === "changeCategory" ? {} : { "data-autofocus": true })}
        />
      )}
      {ASKS_FOR_SEAT.includes(verb) && (
        <Select
          label={t("whenFull.label")}
          allowDeselect={false}
          data={WHEN_FULL.map((value) => ({ value: String(value), label: t(`whenFull.${WhenFull[value]}`) }))}
          value={String(whenFull)}
          onChange={(value) => setWhenFull(Number(value))}
        />
      )}
      {preview.isLoading && <Skeleton height={72} />}
      {preview.error && <Refused error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && preview.data.seats.length > 0 && <SeatEffects effects={preview.data.seats} {...list} />}
      {preview.data && preview.data.seats.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("preview.noSeats")}
        </Text>
      )}
      {preview.data && preview.data.newlyWaiting.length > 0 && (
        <Alert color="yellow" variant="light" title={t("preview.willWait", { count: preview.data.newlyWaiting.length })}>
          <Text size="sm">{preview.data.newlyWaiting.map(nameOf).join("; ")}</Text>
        </Alert>
      )}
      {preview.data && preview.data.refused.length > 0 && (
        <Alert color="red" variant="light" title={t("preview.refused", { count: preview.data.refused.length })}>
          <RefusedNames
            refused={preview.data.refused.map(({ participant, error: why }) => ({
              name: nameOf(participant),
              refusal: refusalOf(errorOfStatus(why)),
            }))}
          />
        </Alert>
      )}
    </ActDialog>
  );
}

const WHEN_FULL = [WhenFull.WHEN_FULL_UNSPECIFIED, WhenFull.WAIT, WhenFull.REFUSE, WhenFull.USE_OVERFLOW, WhenFull.OVERBOOK];

// Tries it and says what would come of it; why is asked for in the end only.
function usePreview(verb: Verb, participants: readonly Participant[], ask: { whenFull: WhenFull; category?: string }, enabled: boolean) {
  const event = useEvent();
  const report = useCallQuery(DelegationService.method.getQuotaReport, { parent: event.name }, { staleTime: 0 });
  const tried = { whenFull: ask.whenFull, reason: "?", ...(ask.category === undefined ? {} : { category: ask.category }) };
  return useQuery({
    queryKey: [
      "tried",
      event.name,
      verb,
      participants.map(({ name, etag }) => name + etag),
      ask.whenFull,
      ask.category,
      report.dataUpdatedAt,
    ],
    queryFn: async () => {
      const changes = participants.map(({ name }) => changeOf(verb, name, tried));
      const results = await changeAll({ event: event.name, changes, reason: "?", requestId: "", validateOnly: true });
      return previewOf(participants, results, report.data, event);
    },
    enabled: enabled && !report.isLoading,
    gcTime: 0,
    structuralSharing: false,
  });
}
