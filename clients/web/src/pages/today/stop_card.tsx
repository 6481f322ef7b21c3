import { useQuery } from "@connectrpc/connect-query";
import { Button, Text } from "@mantine/core";
import { Meeting_Party_Outcome, ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { IconCheck, IconClockExclamation, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatTime, inOwnTime } from "../../parts/when.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { tapped } from "./outbox.ts";
import { minutesUntil, type Stop } from "./sheet.ts";
import { StopFacts } from "./stop_facts.tsx";
import style from "./today.module.css";
import type { Outbox } from "./use_outbox.ts";

interface StopCardProps {
  stop: Stop;
  // "now": under way; "next": what comes.
  part: "now" | "next";
  now: number;
  zone: string;
  delegation: string;
  own: string;
  outbox: Outbox;
  mayAct: boolean;
  // Whether nobody answers.
  isLost: boolean;
  onLate(): void;
}

const ownTimes = ({ start, end }: Stop, language: Language, zone: string) =>
  inOwnTime({ startTime: new Date(start), endTime: new Date(end) }, language, zone);

// The stop that matters: everything of it, and what is to be said of it.
export function StopCard({ stop, part, now, zone, delegation, own, outbox, mayAct, isLost, onLate }: StopCardProps) {
  const { t } = useTranslation("today");
  const language = useLanguage();
  const id = `stop-${stop.activity.replaceAll("/", "-")}`;
  const isActivity = /\/(sessions|meetings)\//.test(stop.activity);
  return (
    <section className={style.card} data-part={part} aria-labelledby={id}>
      <div className={style.cardhead}>
        <span className={style.part}>{t(part)}</span>
        <Countdown part={part} minutes={minutesUntil(part === "now" ? stop.end : stop.start, now)} />
      </div>
      <p className={style.clock} title={ownTimes(stop, language, zone)}>
        {formatTime(new Date(stop.start), language, zone)}–{formatTime(new Date(stop.end), language, zone)}
      </p>
      <h2 id={id} className={style.title}>
        {stop.title}
      </h2>
      <StopFacts stop={stop} own={own} />
      {mayAct && isActivity && (
        <div className={style.actions}>
          {stop.isMeeting && part === "now" && <Outcome stop={stop} delegation={delegation} outbox={outbox} />}
          <Button
            variant="default"
            size="md"
            disabled={isLost}
            leftSection={<IconClockExclamation size={18} aria-hidden />}
            onClick={onLate}
          >
            {t("late")}
          </Button>
          {/* Nothing moves before it has been seen what has to give way, and only the server knows. */}
          {isLost && <Text size="sm">{t("offline.late")}</Text>}
        </div>
      )}
    </section>
  );
}

const HOUR = 60;

function Countdown({ part, minutes }: { part: "now" | "next"; minutes: number }) {
  const { t } = useTranslation("today");
  if (part === "now")
    return <span className={style.count}>{minutes > 0 && minutes < 2 * HOUR ? t("in.left", { count: minutes }) : ""}</span>;
  return (
    <span className={style.count}>
      {minutes < 2 * HOUR ? t("in.minutes", { count: minutes }) : t("in.hours", { count: Math.round(minutes / HOUR) })}
    </span>
  );
}

// Whether the delegation came to the meeting.
function Outcome({ stop, delegation, outbox }: { stop: Stop; delegation: string; outbox: Outbox }) {
  const { t } = useTranslation("today");
  const meeting = useQuery(ScheduleService.method.getMeeting, { name: stop.activity });
  const outcome = meeting.data?.parties.find((party) => party.delegation === delegation)?.outcome;
  const known = outcome === Meeting_Party_Outcome.HELD ? "held" : outcome === Meeting_Party_Outcome.NO_SHOW ? "no-show" : undefined;
  const said = tapped(outbox.marks, "outcome", stop.activity) ?? known;
  return (
    <>
      {said !== undefined && (
        <StateBadge tone={said === "held" ? "good" : "bad"}>{t(said === "held" ? "cameSaid" : "noShowSaid")}</StateBadge>
      )}
      {said !== "held" && (
        <Button
          size="md"
          leftSection={<IconCheck size={18} aria-hidden />}
          onClick={() => outbox.tap("outcome", stop.activity, "held", delegation)}
        >
          {t("came")}
        </Button>
      )}
      {said !== "no-show" && (
        <Button
          size="md"
          variant="default"
          leftSection={<IconX size={18} aria-hidden />}
          onClick={() => outbox.tap("outcome", stop.activity, "no-show", delegation)}
        >
          {t("noShow")}
        </Button>
      )}
    </>
  );
}

interface StopLineProps {
  stop: Stop;
  zone: string;
  own: string;
  isOpen: boolean;
  onToggle(): void;
}

// A stop of later, or of before, in a line that opens.
export function StopLine({ stop, zone, own, isOpen, onToggle }: StopLineProps) {
  const { t } = useTranslation("today");
  const language = useLanguage();
  return (
    <li className={style.line}>
      <button type="button" className={style.linebutton} aria-expanded={isOpen} onClick={onToggle}>
        <span className={style.linetime} title={ownTimes(stop, language, zone)}>
          {formatTime(new Date(stop.start), language, zone)}
        </span>
        <span>
          <span className={stop.isCancelled ? style.cancelled : undefined}>{stop.title}</span>
          {stop.isCancelled && (
            <Text span size="sm" c="red">
              {" "}
              {t("stop.cancelled")}
            </Text>
          )}
          <Text span display="block" size="sm" c="dimmed">
            {stop.place || stop.venue}
          </Text>
        </span>
      </button>
      {isOpen && (
        <div className={style.lineopen}>
          <StopFacts stop={stop} own={own} />
        </div>
      )}
    </li>
  );
}
