import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { DelegationService, type SeatHold } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { RegistrationWindow_Step as Step } from "@plenary/client/gen/plenary/v1/events_pb";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS, useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { DayField } from "../../parts/day_field.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { formatInstant, wallClock } from "../../parts/when.ts";
import { categoryLabel } from "../events/event_data.ts";
import { useRights } from "../participants/rights.ts";
import { stepIsOpen } from "../participants/verbs.ts";
import { Panel } from "../registration/panel.tsx";
import type { DelegationData } from "../registration/use_registration_data.ts";
import { instantAt } from "../../parts/venue_day.ts";

// Seats that are held without a name until some day.
export function HoldsPanel({ data }: { data: DelegationData }) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const { may } = useRights();
  const [isOpen, setOpen] = useState(false);
  const { delegation, event, categories } = data;
  const holds = useQuery(DelegationService.method.listSeatHolds, { parent: delegation.name, pageSize: 1000 });
  useFresh(event.name, DelegationService.method.listSeatHolds);
  const change = useChange(DELEGATIONS);
  const mayChange = may("withdraw", delegation.name);
  const release = async ({ name, category, seats, expireTime, note }: SeatHold) => {
    try {
      await change({ release: name }, (requestId) => clientOf(DelegationService).releaseSeatHold({ name, requestId }));
    } catch (error) {
      notifyRefused(error);
      return;
    }
    notifyDone(t("holds.released", { count: seats }), async () => {
      await clientOf(DelegationService).holdSeats({
        parent: delegation.name,
        seatHold: { category, seats, expireTime: expireTime!, note },
        requestId: crypto.randomUUID(),
      });
    });
  };
  const all = holds.data?.seatHolds ?? [];
  if (all.length === 0 && !mayChange) return null;
  return (
    <Panel
      title={t("holds.title")}
      aside={
        mayChange && (
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
            {t("holds.add")}
          </Button>
        )
      }
    >
      {all.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("holds.none")}
        </Text>
      )}
      <Stack gap="xs">
        {all.map((hold) => (
          <Group key={hold.name} justify="space-between" wrap="nowrap" gap="xs">
            <div>
              <Text size="sm">{t("holds.seats", { count: hold.seats, category: categoryLabel(categories, hold.category, language) })}</Text>
              <Text size="xs" c="dimmed">
                {t("holds.until", { when: formatInstant(hold.expireTime!, language, event.timeZone, "short") })}
                {hold.note !== "" && ` · ${hold.note}`}
              </Text>
            </div>
            {mayChange && (
              <Tooltip label={t("holds.release")}>
                <ActionIcon variant="subtle" color="gray" aria-label={t("holds.release")} onClick={() => void release(hold)}>
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        ))}
      </Stack>
      {isOpen && <HoldDialog data={data} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

const WEEK_MS = 7 * 24 * 3_600_000;

function HoldDialog({ data: { delegation, event, categories, quotas }, onClose }: { data: DelegationData; onClose: () => void }) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const [category, setCategory] = useState(quotas[0]?.category ?? categories[0]?.name ?? "");
  const [seats, setSeats] = useState<number | "">(1);
  const [day, setDay] = useState(() => wallClock(new Date(Date.now() + WEEK_MS), event.timeZone).day);
  const [note, setNote] = useState("");
  const [reason, setReason] = useState("");
  const isOpen = stepIsOpen(event, Step.NOMINATION, new Date());
  const quota = quotas.find((each) => each.category === category);
  const left = quota?.limit === undefined ? undefined : Math.max(0, quota.limit - quota.used - quota.held);
  const act = async (requestId: string) => {
    // Until the end of that day at the venue.
    const expireTime = timestampFromDate(instantAt(day, 24 * 60, event.timeZone));
    await clientOf(DelegationService).holdSeats({
      parent: delegation.name,
      seatHold: { category, seats: seats === "" ? 0 : seats, expireTime, note: note.trim() },
      reason,
      requestId,
    });
    notifyDone(t("holds.done", { count: Number(seats) }));
  };
  return (
    <ActDialog
      title={t("holds.ask")}
      action={t("holds.action", { count: Number(seats) })}
      isReady={seats !== "" && seats >= 1 && day !== "" && (left === undefined || seats <= left)}
      said={{ category, seats, day, note, reason }}
      touches={DELEGATIONS}
      act={act}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {t("holds.explain")}
      </Text>
      <Select
        label={t("quota.category")}
        allowDeselect={false}
        data={categories.map(({ name, displayNames }) => ({ value: name, label: textIn(displayNames, language) }))}
        value={category}
        onChange={(value) => setCategory(value ?? category)}
      />
      <NumberInput
        label={t("holds.count")}
        description={left === undefined ? undefined : t("quota.left", { count: left })}
        error={left !== undefined && Number(seats) > left ? t("holds.tooMany", { count: left }) : undefined}
        min={1}
        allowDecimal={false}
        data-autofocus
        value={seats}
        onChange={(value) => setSeats(value === "" ? "" : Number(value))}
      />
      <DayField label={t("holds.day")} required value={day} onChange={setDay} />
      <TextInput label={t("holds.note")} value={note} maxLength={500} onChange={(typed) => setNote(typed.currentTarget.value)} />
      {!isOpen && (
        <TextInput label={t("reasonOutside")} required value={reason} onChange={(typed) => setReason(typed.currentTarget.value)} />
      )}
    </ActDialog>
  );
}
