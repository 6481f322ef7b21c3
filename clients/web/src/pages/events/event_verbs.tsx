import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyDialog } from "./copy_dialog.tsx";
import { eventVerbsFor, nextEventVerb, type EventVerb } from "./event_steps.ts";
import { EventVerbDialog } from "./event_verb_dialog.tsx";
import type { ParticipantCounts } from "./overview_counts.ts";

interface EventVerbsProps {
  event: Event;
  counts: ParticipantCounts | undefined;
}

// The step that leads on, and whatever else can be done with the event.
export function EventVerbs({ event, counts }: EventVerbsProps) {
  const { t } = useTranslation("events");
  const [verb, setVerb] = useState<EventVerb>();
  const [copying, setCopying] = useState(false);
  const next = nextEventVerb(event.state);
  const others = eventVerbsFor(event.state).filter((other) => other !== next);
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {t("verbs.more")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setCopying(true)}>{t("copy.action")}</Menu.Item>
          {others.map((other) => (
            <Menu.Item
              key={other}
              onClick={() => setVerb(other)}
              {...(other === "cancel" || other === "delete" ? { color: "var(--bad)" } : {})}
            >
              {t(`verbs.act.${other}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {next && <Button onClick={() => setVerb(next)}>{t(`verbs.act.${next}`)}</Button>}
      {verb && <EventVerbDialog key={verb} verb={verb} event={event} counts={counts} onClose={() => setVerb(undefined)} />}
      {copying && <CopyDialog event={event} onClose={() => setCopying(false)} />}
    </>
  );
}
