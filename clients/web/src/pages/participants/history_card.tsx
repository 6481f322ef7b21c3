import { Button, Card, Loader, Stack, Text, Title } from "@mantine/core";
import { ChangeService } from "@plenary/client/gen/plenary/v1/changes_pb";
import { CompositionChange_Kind as Kind, DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useFresh } from "../../api/live.ts";
import { useMe } from "../../api/me.ts";
import { allPages, useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatInstant } from "../../parts/when.ts";
import { useEvent } from "../events/event_data.ts";
import { historyOf } from "./history.ts";
import { HistoryLine } from "./history_line.tsx";
import type { Row } from "./row.ts";

interface HistoryCardProps {
  row: Row;
  delegationOf: (name: string) => string;
  categoryOf: (name: string) => string;
}

// What happened: in short from the delegation's numbered changes, in full from the change log for whoever may read it.
export function HistoryCard({ row, categoryOf }: HistoryCardProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const me = useMe();
  const [full, setFull] = useState(false);
  const { participant } = row;
  const composition = useAll(
    DelegationService.method.listCompositionChanges,
    { parent: participant.delegation },
    (page) => page.compositionChanges,
    { enabled: participant.delegation !== "" },
  );
  useFresh(event.name, DelegationService.method.listCompositionChanges, ["history", event.name]);
  const log = useQuery({
    queryKey: ["history", event.name, participant.name],
    queryFn: async () =>
      historyOf(
        await allPages(
          (pageToken) => clientOf(ChangeService).listChanges({ parent: event.name, pageSize: 1000, pageToken }),
          (page) => page.changes.filter(({ resourceName }) => resourceName === participant.name),
        ),
        participant.name,
      ),
    enabled: full,
    structuralSharing: false,
  });
  const mayReadLog = [Role.EVENT_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR].some((role) => me.has(role, event.name));
  const own = (composition.data ?? []).filter(
    (change) => change.participant === participant.name || change.substitute === participant.name,
  );
  const at = (time: Parameters<typeof formatInstant>[0]) => formatInstant(time, language, event.timeZone);
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("history.title")}
        </Title>
        {log.error && <Refused error={log.error} onRetry={() => void log.refetch()} />}
        {full && log.data ? (
          log.data.map((deed) => <HistoryLine key={String(deed.number)} deed={deed} categoryOf={categoryOf} />)
        ) : (
          <>
            {own.toReversed().map(({ number, kind, substitute, reason, changeTime }) => (
              <div key={number}>
                <Text size="sm">
                  {t(`history.composition.${substitute === participant.name ? "CAME_INSTEAD" : Kind[kind]}`)}
                  {reason !== "" && t("history.reason", { reason })}
                </Text>
                {changeTime && (
                  <Text size="xs" c="dimmed">
                    {at(changeTime)}
                  </Text>
                )}
              </div>
            ))}
            {participant.createTime && (
              <Text size="sm" c="dimmed">
                {t("history.created", { when: at(participant.createTime) })}
              </Text>
            )}
          </>
        )}
        {mayReadLog && !full && (
          <Button size="compact-sm" variant="default" onClick={() => setFull(true)} style={{ alignSelf: "flex-start" }}>
            {t("history.all")}
          </Button>
        )}
        {full && log.isLoading && <Loader size="sm" />}
      </Stack>
    </Card>
  );
}
