import { useQuery } from "@connectrpc/connect-query";
import { create } from "@bufbuild/protobuf";
import { FieldMaskSchema } from "@bufbuild/protobuf/wkt";
import { Button, Stack, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useRights } from "../participants/rights.ts";
import { CategoriesTable } from "./categories_table.tsx";
import { DelegationStates } from "./delegation_states.tsx";
import { useDelegations, useEvent } from "./event_data.ts";
import { EventVerbs } from "./event_verbs.tsx";
import { Numbers } from "./numbers.tsx";
import { countDelegations, countParticipants } from "./overview_counts.ts";
import { QuestionsTable } from "./questions_table.tsx";
import { QuotasTable } from "./quotas_table.tsx";
import { WindowsTable } from "./windows_table.tsx";

const COUNTED = create(FieldMaskSchema, { paths: ["name", "state", "category", "attendance"] });

// An event at a glance: what waits, how many of what, then how it is set up.
export function OverviewPage() {
  const { t } = useTranslation("events");
  const language = useLanguage();
  const event = useEvent();
  const rights = useRights();
  const participants = useAll(
    DelegationService.method.listParticipants,
    { parent: event.name, readMask: COUNTED },
    (page) => page.participants,
  );
  const delegations = useDelegations();
  const report = useQuery(DelegationService.method.getQuotaReport, { parent: event.name });
  useFresh(
    event.name,
    DelegationService.method.listParticipants,
    DelegationService.method.listDelegations,
    DelegationService.method.getQuotaReport,
  );
  const counts = useMemo(() => participants.data && countParticipants(participants.data), [participants.data]);
  const states = useMemo(() => countDelegations(delegations.map(({ delegation }) => delegation)), [delegations]);
  const description = textIn(event.descriptions, language);
  return (
    <Page
      title={t("overview.title")}
      lead={description || undefined}
      actions={
        rights.secretariat && (
          <>
            <Button variant="default" component={Link} to={`/${event.name}/edit`} leftSection={<IconPencil size={16} aria-hidden />}>
              {t("overview.edit")}
            </Button>
            <EventVerbs event={event} counts={counts} />
          </>
        )
      }
    >
      {event.stateReason !== "" && <Text size="sm">{t("overview.because", { reason: event.stateReason })}</Text>}
      {participants.error && <Refused error={participants.error} onRetry={() => void participants.refetch()} />}
      <Numbers event={event.name} counts={counts} states={states} report={report.data} />
      <Stack gap="xl" mt="sm">
        <CategoriesTable counts={counts} report={report.data} editable={rights.secretariat} />
        <DelegationStates states={states} event={event.name} />
        <WindowsTable editable={rights.secretariat} />
        <QuestionsTable editable={rights.secretariat} />
        {report.data && <QuotasTable report={report.data} editable={rights.secretariat} />}
      </Stack>
    </Page>
  );
}
