import { useQuery } from "@connectrpc/connect-query";
import { Box } from "@mantine/core";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { AreaNav } from "../../parts/area_nav.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDays, zoneLabel } from "../../parts/when.ts";
import { EventState } from "../../parts/event_state.tsx";
import { useCategoriesQuery, useEventName } from "./event_data.ts";
import look from "./events.module.css";

// What stands around every page of an event: which one it is, whose clock its times are, and its tabs.
export function EventFrame() {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const name = useEventName();
  const event = useQuery(EventService.method.getEvent, { name });
  // Most pages of an event want them at once.
  const categories = useCategoriesQuery();
  useFresh(name, EventService.method.getEvent, EventService.method.listCategories);
  if (event.error) return <Refused error={event.error} onRetry={() => void event.refetch()} />;
  if (!event.data || categories.isLoading) return <PageSkeleton />;
  const { displayNames, interval, timeZone, venue, state } = event.data;
  const place = venue ? textIn(venue.localities, language) || textIn(venue.displayNames, language) : "";
  return (
    <Box>
      <div className={look.head}>
        <Link to={`/${name}`} className={look.name}>
          {textIn(displayNames, language)}
        </Link>
        <EventState state={state} />
        <div className={look.facts}>
          {interval && <span>{formatDays(interval, language, timeZone)}</span>}
          {place !== "" && <span>{place}</span>}
          <span>{zoneLabel(timeZone, language)}</span>
        </div>
      </div>
      <Tabs event={name} label={t("tabs.label")} />
      <Suspense fallback={<PageSkeleton />}>
        <Outlet />
      </Suspense>
    </Box>
  );
}

function Tabs({ event, label }: { event: string; label: string }) {
  const { t } = useTranslation("events");
  const me = useMe();
  const runs = me.has(Role.EVENT_MANAGER, event) || me.has(Role.ADMINISTRATOR, event);
  const reads = runs || me.has(Role.VIEWER, event);
  const audits = runs || me.has(Role.AUDITOR, event);
  const tabs = [
    ["", true],
    ["delegations", true],
    ["participants", true],
    ["programme", true],
    ["plan", reads],
    ["changes", audits],
  ] as const;
  const links = tabs
    .filter(([, seen]) => seen)
    .map(([tab]) => ({ to: tab === "" ? `/${event}` : `/${event}/${tab}`, word: t(`tabs.${tab || "overview"}`) }));
  return (
    <Box mt={8} mb={24}>
      <AreaNav label={label} links={links} />
    </Box>
  );
}
