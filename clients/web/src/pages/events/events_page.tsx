import { Anchor, Box, Button, SegmentedControl, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import {
  Event_Kind as Kind,
  Event_Role as EventRole,
  Event_State as State,
  EventService,
  type Event,
} from "@plenary/client/gen/plenary/v1/events_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatDays, instantOf } from "../../parts/when.ts";
import { EventState } from "../../parts/event_state.tsx";
import { matches, queryOf, searchable } from "../participants/search_text.ts";
import { EventSeats } from "./event_seats.tsx";

const keyOf = (event: Event) => event.name;
const NONE: Event[] = [];

// All events the reader may see: ours and those we attend, the latest first.
export function EventsPage() {
  const { t } = useTranslation("events");
  const navigate = useNavigate();
  const me = useMe();
  const [get, set] = useAddress();
  const events = useAll(EventService.method.listEvents, { orderBy: "start_time desc" }, (page) => page.events);
  const typed = get("q");
  const role = get("role", "all");
  const columns = useEventColumns();
  const rows = useMemo(
    () =>
      (events.data ?? NONE).filter(
        (event) =>
          (role === "all" || EventRole[event.role] === role) &&
          matches(
            searchable([...event.displayNames, ...(event.venue?.localities ?? [])].map(({ text }) => text).concat(event.name)),
            queryOf(typed),
          ),
      ),
    [events.data, role, typed],
  );
  const mayCreate = me.has(Role.EVENT_MANAGER, "") || me.has(Role.ADMINISTRATOR, "");
  const under = (events.data ?? NONE).filter(({ state }) => state === State.RUNNING).length;
  return (
    <Page
      title={t("list.title")}
      lead={events.data && t("list.lead", { count: events.data.length }) + (under > 0 ? t("list.running", { count: under }) : "")}
      actions={
        mayCreate && (
          <Button component={Link} to="/events/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t("list.create")}
          </Button>
        )
      }
    >
      {events.error && <Refused error={events.error} onRetry={() => void events.refetch()} />}
      <Group gap="xs">
        <SearchField label={t("list.search")} value={typed} onChange={(text) => set({ q: text })} w={{ base: "100%", sm: 280 }} />
        <SegmentedControl
          aria-label={t("list.whose")}
          value={role}
          onChange={(value) => set({ role: value === "all" ? null : value })}
          data={["all", "HOSTED", "ATTENDED"].map((value) => ({ value, label: t(`list.role.${value}`) }))}
        />
      </Group>
      <DataTable
        label={t("list.title")}
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        onOpen={(event) => void navigate(`/${event.name}`)}
        loading={events.isLoading}
        rowHeight={76}
        empty={
          <Empty text={t(typed !== "" || role !== "all" ? "list.nothingFound" : "list.none")}>
            {mayCreate && (
              <Button variant="default" component={Link} to="/events/new">
                {t("list.create")}
              </Button>
            )}
          </Empty>
        }
      />
    </Page>
  );
}

function useEventColumns(): Column<Event>[] {
  const { t } = useTranslation("events");
  const language = useLanguage();
  return useMemo(() => {
    const columns: Column<Event>[] = [
      {
        id: "name",
        header: t("list.column.name"),
        value: (event) => textIn(event.displayNames, language),
        cell: (event) => <EventName event={event} />,
        width: 420,
      },
      {
        id: "when",
        header: t("list.column.when"),
        value: ({ interval }) => (interval?.startTime ? instantOf(interval.startTime) : new Date(NaN)),
        cell: ({ interval, timeZone }) => (interval ? formatDays(interval, language, timeZone) : ""),
        width: 190,
      },
      {
        id: "place",
        header: t("list.column.place"),
        value: ({ venue }) => (venue ? textIn(venue.localities, language) || textIn(venue.displayNames, language) : ""),
        width: 130,
      },
      {
        id: "state",
        header: t("list.column.state"),
        value: ({ state }) => state,
        cell: ({ state }) => <EventState state={state} />,
        width: 180,
      },
      { id: "role", header: t("list.column.role"), value: ({ role }) => t(`list.role.${EventRole[role]}`), width: 160, hidden: true },
      {
        id: "seats",
        header: t("list.column.seats"),
        value: () => "…",
        cell: (event) => <EventSeats event={event.name} />,
        width: 150,
        align: "right",
      },
    ];
    return columns;
  }, [t, language]);
}

function EventName({ event }: { event: Event }) {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const name = textIn(event.displayNames, language);
  return (
    <Box miw={0} lh={1.35}>
      <Anchor component={Link} to={`/${event.name}`} c="inherit" fw={500} lineClamp={2} title={name}>
        {name}
      </Anchor>
      <Text size="xs" c="dimmed">
        {t(`kind.${Kind[event.kind]}`)} · {t(`form.${event.role === EventRole.ATTENDED ? "attended" : "hosted"}`)}
      </Text>
    </Box>
  );
}
