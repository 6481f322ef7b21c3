import { Button, Group, Paper, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import {
  ImportField as Field,
  ImportReject_Severity as Severity,
  type ImportColumn,
  type ImportPreview,
  type ImportReject,
} from "@plenary/client/gen/plenary/v1/imports_pb";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAll } from "../../api/pages.ts";
import { notifyRefused } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { saveWorkbook } from "../participants/page_table.ts";
import type { Decision, ImportState } from "./import_state.ts";
import { RejectWhy } from "./reject_why.tsx";
import { useRejectText } from "./use_reject_text.ts";
import look from "./import.module.css";

interface ImportRejectsProps {
  operation: string;
  preview: ImportPreview;
  columns: readonly ImportColumn[];
  decisions: ImportState["decisions"];
  isSecretariat: boolean;
  onDecide: (line: number, decision: Decision) => void;
}

const KINDS = [Severity.REJECTED, Severity.QUESTION, Severity.REMARK];
const WHOLE_NAME: readonly Field[] = [Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.PATRONYMIC];
// What a page can show; what is downloaded has them all.
const MOST = 500;

// What was rejected, asked or remarked, cell by cell, with how to mend it.
export function ImportRejects({ operation, preview, columns, decisions, isSecretariat, onDecide }: ImportRejectsProps) {
  const { t } = useTranslation("imports");
  const textOf = useRejectText(columns, isSecretariat);
  const isNarrow = useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false });
  const [kind, setKind] = useState("all");
  const rejects = useAll(DelegationService.method.listImportRejects, { parent: operation }, (page) => page.rejects);
  if (rejects.error) return <Refused error={rejects.error} onRetry={() => void rejects.refetch()} />;
  const all = rejects.data ?? [];
  if (all.length === 0) return rejects.isLoading ? null : <Text size="sm">{t("noRejects")}</Text>;
  const shown = all.filter(({ severity }) => kind === "all" || String(severity) === kind);
  const countOf = (severity: Severity) => all.filter((reject) => reject.severity === severity).length;
  const namesIn = columns.filter(({ field }) => WHOLE_NAME.includes(field));
  // Of a whole row, who it is about; beyond the first rows its line alone tells.
  const cellOf = ({ column, cell, line }: ImportReject) =>
    column > 0 ? cell : namesIn.map(({ index }) => preview.rows.find((row) => row.line === line)?.cells[index - 1] ?? "").join(" ");
  const download = () => {
    const heads = [t("line"), t("heading"), t("cell"), t("kindOf"), t("wrongWord"), t("mendWord")];
    const cell = (value: string) => (value === "" ? null : { value, type: String });
    return saveWorkbook(`${t("remarks")}.xlsx`, [
      heads.map((value) => ({ value, type: String, fontWeight: "bold" })),
      ...shown.map((reject) => {
        const { wrong, mend } = textOf(reject);
        const kindWord = t(`kind.${Severity[reject.severity]}`);
        return [{ value: Number(reject.line), type: Number }, ...[reject.heading, cellOf(reject), kindWord, wrong, mend].map(cell)];
      }),
    ]);
  };
  const parts = shown.slice(0, MOST).map((reject) => ({
    line: String(reject.line),
    cell: (
      <>
        <Text size="xs" c="dimmed">
          {reject.heading}
        </Text>
        <Text size="sm" className={look.cell!}>
          {cellOf(reject)}
        </Text>
      </>
    ),
    why: <RejectWhy reject={reject} text={textOf(reject)} decision={decisions[Number(reject.line)]} onDecide={onDecide} />,
  }));
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t("rejects")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("mendedFile")}
      </Text>
      <Group gap="sm" justify="space-between">
        <SegmentedControl
          orientation={isNarrow ? "vertical" : "horizontal"}
          {...(isNarrow ? { w: "100%" } : {})}
          aria-label={t("rejects")}
          value={kind}
          onChange={setKind}
          data={[
            { value: "all", label: t("severity.all", { count: all.length }) },
            ...KINDS.filter((severity) => countOf(severity) > 0).map((severity) => ({
              value: String(severity),
              label: t(`severity.${Severity[severity]}`, { count: countOf(severity) }),
            })),
          ]}
        />
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void download().catch(notifyRefused)}>
          {t("download")}
        </Button>
      </Group>
      {isNarrow ? (
        <Stack gap="xs" role="list" aria-label={t("rejects")}>
          {parts.map(({ line, cell, why }, place) => (
            <Paper key={place} withBorder p="sm" role="listitem">
              <Text size="sm" fw={500}>
                {t("lineOnly", { line })}
              </Text>
              {cell}
              {why}
            </Paper>
          ))}
        </Stack>
      ) : (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("rejects") } }}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("line")}</Table.Th>
                <Table.Th>{t("cell")}</Table.Th>
                <Table.Th>{t("wrongAndMend")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {parts.map(({ line, cell, why }, place) => (
                <Table.Tr key={place}>
                  <Table.Td valign="top">{line}</Table.Td>
                  <Table.Td valign="top">{cell}</Table.Td>
                  <Table.Td valign="top">{why}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {shown.length > MOST && (
        <Text size="sm" c="dimmed">
          {t("moreRejects", { count: shown.length - MOST })}
        </Text>
      )}
    </Stack>
  );
}
