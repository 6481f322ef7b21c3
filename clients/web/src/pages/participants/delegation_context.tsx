import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Card, Stack, Text, Title } from "@mantine/core";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { categoryLabel, useCategories, useDelegations, useEventName } from "../events/event_data.ts";
import { SeatBar } from "../events/seat_bar.tsx";
import { headOf } from "./head.ts";
import type { Row } from "./row.ts";
import { StateWord } from "./state_word.tsx";
import look from "./confirmations.module.css";

interface DelegationContextProps {
  row: Row;
  rows: readonly Row[];
}

// The delegation of one who waits: its seats, its head, who else.
export function DelegationContext({ row, rows }: DelegationContextProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEventName();
  const categories = useCategories();
  const report = useQuery(DelegationService.method.getQuotaReport, { parent: event });
  useFresh(event, DelegationService.method.getQuotaReport, DelegationService.method.listDelegations);
  const { participant } = row;
  const delegation = useDelegations().find((one) => one.delegation.name === participant.delegation)?.delegation;
  const members = useMemo(
    () => rows.filter((other) => other.participant.delegation === participant.delegation),
    [rows, participant.delegation],
  );
  const total = report.data?.categoryTotals.find(({ category }) => category === participant.category);
  if (participant.delegation === "") {
    return (
      <Card>
        <Title order={2} size="h4" mb="xs">
          {t("noDelegation")}
        </Title>
        {total && <SeatBar label={row.category} used={total.used} held={total.held} limit={total.limit} waiting={total.waiting} />}
      </Card>
    );
  }
  const quotas = report.data?.quotas.filter((quota) => quota.delegation === participant.delegation) ?? [];
  const head = headOf(delegation, members, new Date());
  return (
    <Card>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4">
            <Anchor component={Link} to={`/${participant.delegation}`} inherit>
              {row.delegation}
            </Anchor>
          </Title>
          <Text size="sm" c={head ? undefined : "var(--waiting)"}>
            {head ? t("context.head", { name: head.name }) : t("context.noHead")}
          </Text>
        </div>
        {quotas.map((quota) => (
          <SeatBar
            key={quota.category}
            label={categoryLabel(categories, quota.category, language)}
            used={quota.used}
            held={quota.held}
            limit={quota.limit}
            waiting={quota.waiting}
          />
        ))}
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t("context.members", { count: members.length })}
          </Text>
          <ul className={look.members} tabIndex={0} aria-label={t("context.members", { count: members.length })}>
            {members.map((member) => (
              <li key={member.participant.name}>
                <span>{member.name}</span>
                <StateWord state={member.participant.state} place={member.participant.placeInLine} />
              </li>
            ))}
          </ul>
        </div>
      </Stack>
    </Card>
  );
}
