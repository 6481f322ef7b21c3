import { create } from "@bufbuild/protobuf";
import { durationFromMs, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { Button, NumberInput, Skeleton } from "@mantine/core";
import { IntervalSchema } from "@plenary/client/gen/google/type/interval_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { MatchmakingService, type MatchmakingSettings } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { DayField } from "../../parts/day_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { addDays, dayOf, instantAt } from "../../parts/venue_day.ts";
import style from "./planning.module.css";

const MS_OF_DAY = 86_400_000;
const MOST_OPEN = 50;
const DAYS = 7;

// When sides may ask each other, how many requests they may have open, how long an answer may take.
export function RequestRules({ event, mayPlan }: { event: Event; mayPlan: boolean }) {
  const settings = useQuery(MatchmakingService.method.getMatchmakingSettings, { name: `${event.name}/matchmaking` });
  if (settings.error) return <Refused error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Skeleton height={80} />;
  return <Form key={settings.data.etag} event={event} settings={settings.data} mayPlan={mayPlan} />;
}

function Form({ event, settings, mayPlan }: { event: Event; settings: MatchmakingSettings; mayPlan: boolean }) {
  const { t } = useTranslation("planning");
  const zone = event.timeZone;
  const { startTime, endTime } = settings.window ?? {};
  // The last day is said, not the midnight after it.
  const [before] = useState({
    from: startTime ? dayOf(timestampDate(startTime), zone) : "",
    until: endTime ? dayOf(new Date(timestampDate(endTime).getTime() - 1), zone) : "",
    most: settings.maxOpenRequests || MOST_OPEN,
    days: settings.defaultExpiry ? Math.round(Number(settings.defaultExpiry.seconds) / 86_400) : DAYS,
  });
  const [form, setForm] = useState(before);
  const { isActing, error, act } = useAct("all");
  const change = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const isChanged = JSON.stringify(form) !== JSON.stringify(before);

  const save = async () => {
    const midnight = (day: string) => timestampFromDate(instantAt(day, 0, zone));
    const window = create(IntervalSchema, {
      ...(form.from !== "" && { startTime: midnight(form.from) }),
      ...(form.until !== "" && { endTime: midnight(addDays(form.until, 1)) }),
    });
    const done = await act(form, (requestId) =>
      clientOf(MatchmakingService).updateMatchmakingSettings({
        settings: {
          name: settings.name,
          etag: settings.etag,
          maxOpenRequests: form.most,
          defaultExpiry: durationFromMs(form.days * MS_OF_DAY),
          ...((form.from !== "" || form.until !== "") && { window }),
        },
        updateMask: { paths: ["window", "max_open_requests", "default_expiry"] },
        requestId,
      }),
    );
    if (done) notifyDone(t("settings.saved"));
  };
  return (
    <fieldset disabled={!mayPlan} className={style.fieldset}>
      <div className={style.numbers}>
        <DayField label={t("settings.requestsFrom")} value={form.from} onChange={(from) => change({ from })} />
        <DayField label={t("settings.requestsUntil")} value={form.until} onChange={(until) => change({ until })} />
        <NumberInput
          label={t("settings.maxOpen")}
          min={1}
          max={10_000}
          value={form.most}
          onChange={(typed) => change({ most: Number(typed) || 1 })}
        />
        <NumberInput
          label={t("settings.expiry")}
          min={1}
          max={366}
          value={form.days}
          onChange={(typed) => change({ days: Number(typed) || 1 })}
        />
      </div>
      {error !== undefined && <Refused error={error} />}
      {mayPlan && (
        <Button variant="default" mt="sm" loading={isActing} disabled={!isChanged} onClick={() => void save()}>
          {t("settings.saveRequests")}
        </Button>
      )}
    </fieldset>
  );
}
