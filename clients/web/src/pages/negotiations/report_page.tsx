import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Group, Select, Skeleton, Stack, Switch, Text, Title } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { DocumentKind } from "@plenary/client/gen/plenary/v1/documents_pb";
import { ReportService } from "@plenary/client/gen/plenary/v1/reports_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatDay } from "../../parts/when.ts";
import { RenderDocument } from "./render_document.tsx";
import { ReportSentenceLine } from "./report_sentence.tsx";

const FIRST_YEAR = 2015;

// The report of a year as it is written from what is recorded, with what each number rests on.
export function ReportPage() {
  const { t } = useTranslation("negotiations");
  const reader = useLanguage();
  const [get, set] = useAddress();
  const [isMaking, setIsMaking] = useState(false);
  const thisYear = new Date().getFullYear();
  const year = Number(get("year")) || thisYear - 1;
  const language = LANGUAGES.find((each) => each === get("in")) ?? reader;
  const withQueries = get("queries") === "shown";
  const asked = useQuery(ReportService.method.writeReport, { year, languageCodes: [language] });
  const report = asked.data;
  return (
    <Page
      title={report ? textIn(report.titles, language) : t("report.title", { year })}
      lead={report?.untilTime && t("report.until", { day: formatDay(report.untilTime, reader, report.timeZone) })}
      actions={
        <>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
            {t("report.print")}
          </Button>
          <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => setIsMaking(true)}>
            {t("report.make")}
          </Button>
        </>
      }
    >
      <Group gap="md" align="flex-end" className="not-printed">
        <Select
          label={t("report.year")}
          w={120}
          allowDeselect={false}
          value={String(year)}
          onChange={(next) => set({ year: next })}
          data={Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_, i) => String(thisYear - i))}
        />
        <Select
          label={t("document.language")}
          w={180}
          allowDeselect={false}
          value={language}
          onChange={(next) => set({ in: next === reader ? null : next })}
          data={LANGUAGES.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
        />
        <Switch
          label={t("report.withQueries")}
          checked={withQueries}
          onChange={(event) => set({ queries: event.currentTarget.checked ? "shown" : null })}
          mb={8}
        />
      </Group>
      {asked.error && <Refused error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && (
        <Stack>
          {Array.from({ length: 6 }, (_, i) => (
            <Skeleton key={i} height={80} />
          ))}
        </Stack>
      )}
      {report && (
        <Stack gap="xl" maw={820} lang={language}>
          <Alert color="gray" variant="light" className="not-printed" lang={reader}>
            {t("report.howMade")}
          </Alert>
          {report.sections.map((section) => (
            <section key={section.kind}>
              <Title order={2} size="h4" mb="xs">
                {textIn(section.titles, language)}
              </Title>
              <Stack gap="xs">
                {section.sentences.map((sentence, i) => (
                  <ReportSentenceLine key={i} sentence={sentence} language={language as Language} withQueries={withQueries} />
                ))}
              </Stack>
            </section>
          ))}
          {report.sections.length === 0 && <Text c="dimmed">{t("report.nothing")}</Text>}
        </Stack>
      )}
      {isMaking && (
        <RenderDocument
          title={t("report.make")}
          lead={t("report.lead", { year })}
          kind={DocumentKind.YEAR_REPORT}
          year={year}
          onClose={() => setIsMaking(false)}
        />
      )}
    </Page>
  );
}
