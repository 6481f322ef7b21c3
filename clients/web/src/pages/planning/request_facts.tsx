import { Text } from "@mantine/core";
import { MeetingRequest_State, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatInstant, formatInterval } from "../../parts/when.ts";
import { preferenceOf } from "./plan_facts.ts";
import style from "./planning.module.css";
import { minutesOf, TONES } from "./request_texts.ts";

// What is asked for, from both sides.
export function RequestFacts({ request, zone }: { request: MeetingRequest; zone: string }) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const isOpen = request.state === MeetingRequest_State.PENDING || request.state === MeetingRequest_State.COUNTERED;
  const times = (intervals: MeetingRequest["intervals"]) =>
    intervals.length === 0
      ? t("requests.anyTime")
      : intervals.map((interval, at) => <div key={at}>{formatInterval(interval, language, zone)}</div>);
  return (
    <>
      <StateBadge tone={TONES[request.state]}>{t(`state.${MeetingRequest_State[request.state]}`)}</StateBadge>
      {request.isOrganizers && (
        <Text span size="sm" c="dimmed" ml="xs">
          {t("requests.organizers")}
        </Text>
      )}
      <dl className={style.facts} style={{ marginTop: 8 }}>
        <dt>{t("requests.preference")}</dt>
        <dd>{t(`preference.${preferenceOf(request)}`)}</dd>
        {request.note && (
          <>
            <dt>{t("requests.note")}</dt>
            <dd>{request.note}</dd>
          </>
        )}
        <dt>{t("requests.duration")}</dt>
        <dd>{t("requests.minutes", { count: minutesOf(request.duration) })}</dd>
        <dt>{t("requests.times")}</dt>
        <dd className={style.times}>{times(request.intervals)}</dd>
        {request.counterIntervals.length > 0 && (
          <>
            <dt>{t("requests.counterTimes")}</dt>
            <dd className={style.times}>{times(request.counterIntervals)}</dd>
          </>
        )}
        {request.answerNote && (
          <>
            <dt>{t("requests.answer")}</dt>
            <dd>{request.answerNote}</dd>
          </>
        )}
        {request.cancelReason && (
          <>
            <dt>{t("requests.reason")}</dt>
            <dd>{request.cancelReason}</dd>
          </>
        )}
        {isOpen && request.expireTime && (
          <>
            <dt>{t("requests.expires")}</dt>
            <dd className={style.times}>{formatInstant(request.expireTime, language, zone)}</dd>
          </>
        )}
      </dl>
    </>
  );
}
