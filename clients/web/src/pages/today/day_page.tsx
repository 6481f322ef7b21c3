import type { ConnectError } from "@connectrpc/connect";
import { useQuery } from "@connectrpc/connect-query";
import { ActionIcon, Alert, Anchor, Button, Group, Select, Skeleton, Text } from "@mantine/core";
import { DelegationService, Delegation_State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { sortByReader } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatDay, formatTime, zoneLabel } from "../../parts/when.ts";
import { useParties } from "../planning/parties.ts";
import { DelayDialog } from "../schedule/delay_dialog.tsx";
import { itineraryPath } from "../schedule/paths.ts";
import { addDays, dayOf, instantAt, MINUTES_OF_DAY } from "../../parts/venue_day.ts";
import { ConnectionNote } from "./connection_note.tsx";
import { PeopleList } from "./people_list.tsx";
import { momentOf, stopsOfDay, type Sheet, type Stop } from "./sheet.ts";
import { StopCard, StopLine } from "./stop_card.tsx";
import style from "./today.module.css";
import { useKept } from "./use_kept.ts";
import { useLost } from "./use_lost.ts";
import { useNow } from "./use_now.ts";
import { useOutbox, type Outbox } from "./use_outbox.ts";
import { useSheet } from "./use_sheet.ts";

interface Choice {
  name: string;
  title: string;
  isMine: boolean;
}

interface Known {
  zone: string;
  title: string;
  choices: Choice[];
}

// A delegation's day at an event, for whoever goes with it.
export function DayPage() {
  const { t } = useTranslation("today");
  const me = useMe();
  const event = `events/${useParams()["event"]}`;
  const [get, set] = useAddress();
  const isLost = useLost();
  const settings = useQuery(EventService.method.getEvent, { name: event });
  const known = useKnown(event, settings);
  const outbox = useOutbox(event);
  const isWorking = [Role.VIEWER, Role.EVENT_MANAGER, Role.ADMINISTRATOR].some((role) => me.has(role, event));
  const mayAct = [Role.EVENT_MANAGER, Role.ADMINISTRATOR].some((role) => me.has(role, event));

  const mine = known?.choices.filter(({ isMine }) => isMine) ?? [];
  const asked = get("delegation");
  const only = mine.length === 1 ? mine[0] : known?.choices.length === 1 ? known.choices[0] : undefined;
  const chosen = known?.choices.find(({ name }) => name === `${event}/delegations/${asked}`) ?? (asked === "" ? only : undefined);
  const { sheet, keptAt, readAt, error, retry } = useSheet(event, chosen?.name ?? "", settings.data, chosen?.title ?? "", isWorking);
  const choose = (name: string | null) => set({ delegation: name?.split("/").at(-1) ?? null }, { replace: false });

  const groups = [
    ...(mine.length > 0 ? [{ group: t("mine"), items: mine.map(({ name, title }) => ({ value: name, label: title })) }] : []),
    {
      group: t("others"),
      items: (known?.choices ?? []).filter(({ isMine }) => !isMine).map(({ name, title }) => ({ value: name, label: title })),
    },
  ].filter(({ items }) => items.length > 0);
  return (
    <div className={style.page}>
      <Page title={t("title")} lead={known && <ClockLead zone={known.zone} />}>
        <ConnectionNote isLost={isLost} readAt={readAt} isKept={keptAt !== undefined} outbox={outbox} />
        {known && (
          <Select
            label={t("delegation")}
            placeholder={t("chooseDelegation")}
            searchable
            clearable={false}
            allowDeselect={false}
            size="md"
            value={chosen?.name ?? null}
            onChange={choose}
            data={groups}
          />
        )}
        {known?.choices.length === 0 && <Empty text={t("noDelegations")} />}
        {error !== undefined && !isLost && <Refused error={error} onRetry={retry} />}
        {chosen && !sheet && error === undefined && !isLost && <Skeleton height={320} />}
        {chosen && sheet && (
          <Day sheet={sheet} delegation={chosen} event={event} outbox={outbox} mayAct={mayAct} isWorking={isWorking} isLost={isLost} />
        )}
      </Page>
    </div>
  );
}

// The event and whose days can be shown; kept for when there is no connection.
function useKnown(event: string, settings: Pick<UseQueryResult<Event, ConnectError>, "data" | "error">): Known | undefined {
  const language = useLanguage();
  const me = useMe();
  const delegations = useAll(DelegationService.method.listDelegations, { parent: event }, (page) => page.delegations);
  const nameOf = useParties(event);
  const fresh = useMemo((): Known | undefined => {
    if (!settings.data || !delegations.data || delegations.data.some(({ name }) => nameOf(name) === "")) return undefined;
    const choices = delegations.data
      .filter(({ state }) => state !== Delegation_State.DECLINED)
      .map(({ name, liaisonOfficer }) => ({
        name,
        title: nameOf(name),
        isMine: liaisonOfficer !== "" && liaisonOfficer === me.user?.person,
      }));
    return {
      zone: settings.data.timeZone,
      title: textIn(settings.data.displayNames, language),
      choices: sortByReader(choices, ({ title }) => title, language),
    };
  }, [settings.data, delegations.data, nameOf, language, me.user?.person]);
  const read = { fresh, readAt: delegations.dataUpdatedAt, error: settings.error ?? delegations.error };
  return useKept(`${event}.${language}`, read).value;
}

function ClockLead({ zone }: { zone: string }) {
  const { t } = useTranslation("today");
  const language = useLanguage();
  const { now, isRehearsal, end } = useNow(zone);
  const time = `${formatDay(new Date(now), language, zone, "weekday")}, ${formatTime(new Date(now), language, zone)}`;
  return (
    <>
      {time}{" "}
      <Text span inherit c="dimmed">
        ({zoneLabel(zone, language)})
      </Text>
      {isRehearsal && (
        <Text size="sm">
          {t("rehearsal", { time: formatTime(new Date(now), language, zone) })}{" "}
          <Anchor component="button" type="button" inherit underline="always" onClick={end}>
            {t("rehearsalEnd")}
          </Anchor>
        </Text>
      )}
    </>
  );
}

interface DayProps {
  sheet: Sheet;
  delegation: Choice;
  event: string;
  outbox: Outbox;
  mayAct: boolean;
  isWorking: boolean;
  isLost: boolean;
}

function Day({ sheet, delegation, event, outbox, mayAct, isWorking, isLost }: DayProps) {
  const { t } = useTranslation("today");
  const language = useLanguage();
  const [get, set] = useAddress();
  const [open, setOpen] = useState("");
  const [showsEarlier, setShowsEarlier] = useState(false);
  const [late, setLate] = useState("");
  const { zone } = sheet;
  const { now } = useNow(zone);
  const today = dayOf(new Date(now), zone);
  const day = get("day", today);
  const from = instantAt(day, 0, zone).getTime();
  const to = instantAt(day, MINUTES_OF_DAY, zone).getTime();
  const stops = stopsOfDay(sheet.stops, from, to);
  // Another day is seen as from its beginning or its end.
  const moment = momentOf(stops, Math.min(Math.max(now, from - 1), to));
  const go = (next: string) => set({ day: next === today ? null : next });

  const card = (stop: Stop, part: "now" | "next") => (
    <StopCard
      key={stop.activity}
      stop={stop}
      part={part}
      now={now}
      zone={zone}
      delegation={delegation.name}
      own={delegation.title}
      outbox={outbox}
      mayAct={mayAct}
      isLost={isLost}
      onLate={() => setLate(stop.activity)}
    />
  );
  const line = (stop: Stop) => (
    <StopLine
      key={stop.activity + stop.start}
      stop={stop}
      zone={zone}
      own={delegation.title}
      isOpen={open === stop.activity}
      onToggle={() => setOpen(open === stop.activity ? "" : stop.activity)}
    />
  );
  const isToday = day === today;
  const listed = isToday ? moment.later : stops;
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <ActionIcon variant="default" size={44} aria-label={t("before")} onClick={() => go(addDays(day, -1))}>
          <IconChevronLeft size={20} aria-hidden />
        </ActionIcon>
        <Text fw={600} ta="center">
          {formatDay(day, language, zone, "weekday")}
        </Text>
        <ActionIcon variant="default" size={44} aria-label={t("after")} onClick={() => go(addDays(day, 1))}>
          <IconChevronRight size={20} aria-hidden />
        </ActionIcon>
      </Group>
      {!isWorking && (
        <Alert variant="light" p="sm">
          <Text size="sm">{t("onlyGuests")}</Text>
        </Alert>
      )}
      {stops.length === 0 && <Empty text={t("nothing")} />}
      {isToday && stops.length > 0 && (
        <>
          {moment.now.map((stop) => card(stop, "now"))}
          {moment.now.length === 0 && moment.next && <Text c="dimmed">{t("free")}</Text>}
          {moment.next ? card(moment.next, "next") : moment.now.length === 0 && <Text>{t("dayOver")}</Text>}
        </>
      )}
      {listed.length > 0 && (
        <section className={style.section} aria-label={t("later")}>
          {isToday && (
            <div className={style.sectionhead}>
              <h2>{t("later")}</h2>
            </div>
          )}
          <ol className={style.lines}>{listed.map(line)}</ol>
        </section>
      )}
      {isToday && moment.earlier.length > 0 && (
        <section className={style.section} aria-label={t("earlier", { count: moment.earlier.length })}>
          <Button variant="subtle" color="gray" px={0} h={44} aria-expanded={showsEarlier} onClick={() => setShowsEarlier(!showsEarlier)}>
            {t("earlier", { count: moment.earlier.length })}
          </Button>
          {showsEarlier && <ol className={style.lines}>{moment.earlier.map(line)}</ol>}
        </section>
      )}
      <PeopleList people={sheet.people} outbox={outbox} mayAct={mayAct} />
      <Text size="sm">
        <Anchor component={Link} to={itineraryPath(event, delegation.name)}>
          {t("itinerary")}
        </Anchor>
      </Text>
      {late !== "" && <DelayDialog activity={late} onClose={() => setLate("")} />}
    </>
  );
}
