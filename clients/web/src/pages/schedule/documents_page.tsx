import { Anchor, Button, Group, Progress, SegmentedControl, Select, Stack, Table, Text, Title } from "@mantine/core";
import { IconFileTypeDocx, IconFileTypePdf } from "@tabler/icons-react";
import { DocumentFormat, DocumentKind, DocumentService } from "@plenary/client/gen/plenary/v1/documents_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFresh } from "../../api/live.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { sortByReader } from "../../parts/names.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress, type Parameters } from "../../parts/use_address.ts";
import { formatDay, zoneLabel } from "../../parts/when.ts";
import classes from "./documents_page.module.css";
import { PrintsTable } from "./prints_table.tsx";
import { useSchedule } from "./schedule_context.ts";
import { useShownView } from "./use_shown_view.tsx";
import { usePrintJob } from "./use_print_job.ts";

const OF_DELEGATION = [DocumentKind.DELEGATION_LIST, DocumentKind.GUEST_PROGRAMME, DocumentKind.WORKING_PROGRAMME, DocumentKind.HEAD_DAY];
// They tell what only those who see the whole event may know.
const FOR_STAFF: readonly DocumentKind[] = [DocumentKind.WORKING_PROGRAMME, DocumentKind.HEAD_DAY];
const FORMATS = [DocumentFormat.DOCX, DocumentFormat.PDF];

// The documents of the event, each by one click in the language that is chosen.
export function DocumentsPage() {
  const { t } = useTranslation("schedule");
  const reader = useLanguage();
  const [get, put] = useAddress();
  const { event, zone, days, firstDay, seesAll, delegations, nameOf } = useSchedule();
  const { view, control } = useShownView();
  const job = usePrintJob();
  useFresh(event.name, DocumentService.method.listPrints);
  // What is being made is of what was chosen before.
  const set = (some: Parameters) => put({ making: null, ...some });
  const language = LANGUAGES.find((each) => each === get("in")) ?? reader;
  const delegation = get("delegation");
  const day = get("day", firstDay ?? days[0]);
  const choices = useMemo(
    () =>
      sortByReader(
        delegations.map((value) => ({ value, label: nameOf(value) })),
        ({ label }) => label,
        reader,
      ),
    [delegations, nameOf, reader],
  );

  const buttons = (kind: DocumentKind, subject: string, date = "") => (
    <Group gap="xs" justify="flex-end" className={classes.formats}>
      {FORMATS.map((format) => (
        <Button
          key={format}
          variant="default"
          size="sm"
          disabled={subject === "" || job.isRunning}
          leftSection={
            format === DocumentFormat.PDF ? <IconFileTypePdf size={16} aria-hidden /> : <IconFileTypeDocx size={16} aria-hidden />
          }
          aria-label={t("documents.make", {
            document: t(`documents.${DocumentKind[kind]}`),
            format: t(`documents.format.${DocumentFormat[format]}`),
          })}
          onClick={() => void job.start({ kind, subject, date, languageCode: language, format, view })}
        >
          {t(`documents.format.${DocumentFormat[format]}`)}
        </Button>
      ))}
    </Group>
  );
  return (
    <Page title={t("documents.title")} lead={`${t("documents.lead")} · ${zoneLabel(zone, reader)}`}>
      <Stack gap="lg">
        <Group gap="lg">
          <SegmentedControl
            aria-label={t("documents.language")}
            value={language}
            onChange={(next) => set({ in: next === reader ? null : next })}
            w="fit-content"
            maw="100%"
            data={LANGUAGES.map((each: Language) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
          />
          {control}
        </Group>
        <div role="status">
          {job.isRunning && (
            <>
              <Text size="sm">{t("documents.making")}</Text>
              <Progress value={job.stage === "converting" ? 70 : 30} animated aria-label={t("documents.making")} />
            </>
          )}
          {job.href && (
            <Group gap="xs">
              <Text size="sm">{t("documents.ready")}</Text>
              <Anchor href={job.href} download size="sm">
                {t("documents.download")}
              </Anchor>
            </Group>
          )}
        </div>
        {job.error !== undefined && job.error !== null && <Refused error={job.error} />}
        <Stack gap="xs" component="section" aria-label={t("documents.ofEvent")}>
          <Title order={2} size="h4">
            {t("documents.ofEvent")}
          </Title>
          <Table verticalSpacing="sm" aria-label={t("documents.ofEvent")}>
            <Table.Tbody>
              <Table.Tr>
                <Table.Td>
                  <Text fw={500}>{t("documents.EVENT_PROGRAMME")}</Text>
                  <Text size="sm" c="dimmed">
                    {t("documents.EVENT_PROGRAMME_hint")}
                  </Text>
                </Table.Td>
                <Table.Td>{buttons(DocumentKind.EVENT_PROGRAMME, event.name)}</Table.Td>
              </Table.Tr>
            </Table.Tbody>
          </Table>
        </Stack>
        <Stack gap="xs" component="section" aria-label={t("documents.ofDelegation")}>
          <Title order={2} size="h4">
            {t("documents.ofDelegation")}
          </Title>
          <Select
            maw={420}
            label={t("field.delegation")}
            placeholder={t("documents.choose")}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("filter.clear") }}
            data={choices}
            value={delegation || null}
            onChange={(next) => set({ delegation: next })}
            nothingFoundMessage={t("filter.nothing")}
          />
          <Table verticalSpacing="sm" aria-label={t("documents.ofDelegation")}>
            <Table.Tbody>
              {OF_DELEGATION.filter((kind) => seesAll || !FOR_STAFF.includes(kind)).map((kind) => (
                <Table.Tr key={kind}>
                  <Table.Td>
                    <Text fw={500}>{t(`documents.${DocumentKind[kind]}`)}</Text>
                    <Text size="sm" c="dimmed">
                      {t(`documents.${DocumentKind[kind]}_hint`)}
                    </Text>
                    {kind === DocumentKind.HEAD_DAY && (
                      <Select
                        size="xs"
                        mt={4}
                        w="100%"
                        maw={220}
                        aria-label={t("field.day")}
                        allowDeselect={false}
                        value={day}
                        onChange={(next) => set({ day: next })}
                        data={days.map((each) => ({ value: each, label: formatDay(each, reader, zone, "weekday") }))}
                      />
                    )}
                  </Table.Td>
                  <Table.Td>{buttons(kind, delegation, kind === DocumentKind.HEAD_DAY ? day : "")}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
        {seesAll && <PrintsTable />}
      </Stack>
    </Page>
  );
}
