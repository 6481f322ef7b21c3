import { Anchor, Button, Group, Text } from "@mantine/core";
import type { Meeting } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { IconArrowLeft, IconArrowsMove, IconBan, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatInterval, inOwnTime } from "../../parts/when.ts";
import { shortName } from "../schedule/activity.ts";
import { tableOf } from "./board.ts";
import { Explanation } from "./explanation.tsx";
import type { PlanData } from "./plan_data.ts";
import type { PlanOperation } from "./plan_operation.ts";
import { useAssetNames } from "./plan_names.ts";
import style from "./planning.module.css";

interface MeetingPanelProps {
  data: PlanData;
  meeting: Meeting;
  operation: PlanOperation;
  isExplained: boolean;
  onExplain(): void;
  onMove(): void;
  onPin(): void;
  onForbid(): void;
  onClose(): void;
}

// One meeting of the plan: who, when, where, and what can be done with it.
export function MeetingPanel({ data, meeting, operation, isExplained, onExplain, onMove, onPin, onForbid, onClose }: MeetingPanelProps) {
  const { t } = useTranslation("planning");
  const language = useLanguage();
  const request = data.requests.find(({ name }) => name === meeting.request);
  const table = tableOf(meeting, new Set(data.tables.map(({ name }) => name)));
  const interpreters = useAssetNames(meeting.interpretation?.interpreters ?? []);
  const misfits = data.misfits.filter(({ activity }) => activity === meeting.name);
  return (
    <section className={style.panel} aria-label={t("meeting.title")}>
      <Anchor component="button" type="button" size="sm" onClick={onClose}>
        <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> {t("act.back")}
      </Anchor>
      <h2 className={style.heading} style={{ marginTop: 8 }}>
        {textIn(meeting.titles, language) || data.sidesOf(meeting).join(" – ")}
      </h2>
      <dl className={style.facts}>
        <dt>{t("meeting.when")}</dt>
        <dd className={style.times} title={meeting.interval && inOwnTime(meeting.interval, language, data.zone)}>
          {meeting.interval && formatInterval(meeting.interval, language, data.zone)}
        </dd>
        <dt>{t("meeting.where")}</dt>
        <dd>{data.tableName(table) || t("board.elsewhere")}</dd>
        <dt>{t("meeting.people")}</dt>
        <dd>
          {meeting.attendees.map(({ who, displayName, optional }) => (
            <div key={who}>
              {displayName}
              {optional && (
                <Text span inherit c="dimmed">
                  {" "}
                  ({t("meeting.optional")})
                </Text>
              )}
            </div>
          ))}
        </dd>
        {interpreters.length > 0 && (
          <>
            <dt>{t("meeting.interpreters")}</dt>
            <dd>{interpreters.join(", ")}</dd>
          </>
        )}
        {request?.note && (
          <>
            <dt>{t("meeting.about")}</dt>
            <dd>{request.note}</dd>
          </>
        )}
      </dl>
      {misfits.map((misfit, at) => (
        <Text key={at} size="sm" c={misfit.isWarning ? "dimmed" : "red"} mt="xs">
          {misfit.error?.message}
        </Text>
      ))}
      {data.mayPlan && (
        <Group gap={6} mt="sm">
          <Button size="xs" variant="default" leftSection={<IconArrowsMove size={14} aria-hidden />} onClick={onMove}>
            {t("act.move")}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={onPin}
            leftSection={meeting.isPinned ? <IconPinnedOff size={14} aria-hidden /> : <IconPin size={14} aria-hidden />}
          >
            {t(meeting.isPinned ? "act.unpin" : "act.pin")}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconBan size={14} aria-hidden />} onClick={onForbid}>
            {t("act.forbid")}
          </Button>
          {!isExplained && (
            <Button size="xs" variant="default" onClick={onExplain}>
              {t("act.explain")}
            </Button>
          )}
        </Group>
      )}
      {isExplained && data.mayPlan && <Explanation data={data} activity={meeting.name} request={request} operation={operation} />}
      <Text size="sm" mt="sm">
        <Anchor component={Link} to={`/${data.event.name}/programme?selected=${shortName(meeting.name)}`}>
          {t("act.open")}
        </Anchor>
      </Text>
    </section>
  );
}
