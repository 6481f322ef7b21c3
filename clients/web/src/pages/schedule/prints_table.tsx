import { Button, Collapse, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import {
  CompareWithPrintResponse_Difference_Kind,
  DocumentKind,
  DocumentService,
  type Print,
} from "@plenary/client/gen/plenary/v1/documents_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, type Language } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import { formatInstant, instantOf } from "../../parts/when.ts";
import { useSchedule } from "./schedule_context.ts";
import styles from "./schedule.module.css";
import { useUserName } from "./use_user_name.ts";

const MOST = 50;

// What was printed, and what changed since.
export function PrintsTable() {
  const { t } = useTranslation("schedule");
  const { event } = useSchedule();
  const prints = useQuery(DocumentService.method.listPrints, { parent: event.name, pageSize: MOST });
  return (
    <Stack gap="xs" component="section" aria-label={t("prints.title")}>
      <Title order={2} size="h4">
        {t("prints.title")}
      </Title>
      {prints.error && <Refused error={prints.error} onRetry={() => void prints.refetch()} />}
      {prints.data?.prints.length === 0 && (
        <Text c="dimmed" size="sm">
          {t("prints.none")}
        </Text>
      )}
      {(prints.data?.prints.length ?? 0) > 0 && (
        <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("prints.title") } }}>
          <Table verticalSpacing="sm" aria-label={t("prints.title")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("prints.number")}</Table.Th>
                <Table.Th>{t("prints.what")}</Table.Th>
                <Table.Th>{t("prints.when")}</Table.Th>
                <Table.Th>
                  <span className="only-heard">{t("verb.more")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {prints.data!.prints.map((print) => (
                <PrintRow key={print.name} print={print} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

function PrintRow({ print }: { print: Print }) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { event, zone, nameOf } = useSchedule();
  const userName = useUserName();
  const [isOpen, setIsOpen] = useState(false);
  const about = print.subject === event.name ? "" : nameOf(print.subject);
  return (
    <>
      <Table.Tr>
        <Table.Td valign="top">{print.name.split("/").at(-1)}</Table.Td>
        <Table.Td valign="top">
          <Text size="sm" fw={500}>
            {t(`documents.${DocumentKind[print.kind]}`)}
          </Text>
          <Text size="sm" c="dimmed">
            {[about, LANGUAGE_NAMES[print.languageCode as Language], print.version && t("print.versionShort", { version: print.version })]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </Table.Td>
        <Table.Td valign="top">
          <Text size="sm">{print.createTime && formatInstant(instantOf(print.createTime), language, zone)}</Text>
          <Text size="sm" c="dimmed">
            {userName(print.printedBy)}
          </Text>
        </Table.Td>
        <Table.Td valign="top" ta="right">
          <Button size="compact-sm" variant="subtle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t("prints.compare")}
          </Button>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={4}>
            <Collapse expanded>
              <Differences name={print.name} />
            </Collapse>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

const TONES: Record<CompareWithPrintResponse_Difference_Kind, Tone> = {
  [CompareWithPrintResponse_Difference_Kind.KIND_UNSPECIFIED]: "quiet",
  [CompareWithPrintResponse_Difference_Kind.ADDED]: "good",
  [CompareWithPrintResponse_Difference_Kind.CHANGED]: "waiting",
  [CompareWithPrintResponse_Difference_Kind.REMOVED]: "bad",
};

function Differences({ name }: { name: string }) {
  const { t } = useTranslation("schedule");
  const compared = useQuery(DocumentService.method.compareWithPrint, { name });
  if (compared.error) return <Refused error={compared.error} onRetry={() => void compared.refetch()} />;
  if (!compared.data) return <Skeleton height={48} />;
  const { differences } = compared.data;
  if (differences.length === 0)
    return (
      <Text size="sm" c="var(--good)">
        ✓ {t("prints.same")}
      </Text>
    );
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {t("prints.differ", { count: differences.length })}
      </Text>
      {differences.map(({ kind, before, after }, index) => (
        <div key={index}>
          <StateBadge tone={TONES[kind]}>{t(`prints.${CompareWithPrintResponse_Difference_Kind[kind]}`)}</StateBadge>
          {before !== "" && (
            <Text size="sm" className={styles.before}>
              {before}
            </Text>
          )}
          {after !== "" && <Text size="sm">{after}</Text>}
        </div>
      ))}
    </Stack>
  );
}
