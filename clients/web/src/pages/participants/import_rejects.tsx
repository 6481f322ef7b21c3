import { Radio, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { errorOfStatus, refusalOf } from "@plenary/client";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { ImportReject_Severity as Severity, type ImportColumn, type ImportReject } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { latinLine, personLine } from "../../parts/names.ts";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import type { Decision, ImportState } from "./import_state.ts";
import { remedyKey } from "./remedy.ts";

interface ImportRejectsProps {
  operation: string;
  columns: readonly ImportColumn[];
  decisions: ImportState["decisions"];
  // Without it nothing can be decided any more.
  onDecide?: (line: number, decision: Decision) => void;
}

const TONES: Partial<Record<Severity, Tone>> = {
  [Severity.REJECTED]: "bad",
  [Severity.QUESTION]: "waiting",
  [Severity.REMARK]: "quiet",
};
const KINDS = [Severity.REJECTED, Severity.QUESTION, Severity.REMARK];
// What a page can show; the file has them all.
const MOST = 500;

// What was rejected, asked or remarked, cell by cell, with how to mend it.
export function ImportRejects({ operation, columns, decisions, onDecide }: ImportRejectsProps) {
  const { t } = useTranslation("participants");
  const textOf = useRefusalText();
  const [kind, setKind] = useState("all");
  const rejects = useAll(DelegationService.method.listImportRejects, { parent: operation }, (page) => page.rejects);
  if (rejects.error) return <Refused error={rejects.error} onRetry={() => void rejects.refetch()} />;
  const all = rejects.data ?? [];
  if (all.length === 0) return rejects.isLoading ? null : <Text size="sm">{t("import.noRejects")}</Text>;
  const shown = all.filter(({ severity }) => kind === "all" || String(severity) === kind);
  const remedyOf = (reject: ImportReject) => {
    const field = columns.find(({ index }) => index === reject.column)?.field;
    const key = reject.error && remedyKey(refusalOf(errorOfStatus(reject.error)), field);
    return key === undefined ? reject.remedy : t(`import.remedy.${key}`);
  };
  const countOf = (severity: Severity) => all.filter((reject) => reject.severity === severity).length;
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t("import.rejects")}
      </Title>
      <SegmentedControl
        style={{ alignSelf: "flex-start" }}
        aria-label={t("import.rejects")}
        value={kind}
        onChange={setKind}
        data={[
          { value: "all", label: t("import.severity.all", { count: all.length }) },
          ...KINDS.filter((severity) => countOf(severity) > 0).map((severity) => ({
            value: String(severity),
            label: t(`import.severity.${Severity[severity]}`, { count: countOf(severity) }),
          })),
        ]}
      />
      <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("import.rejects") } }}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("import.line")}</Table.Th>
              <Table.Th>{t("import.cell")}</Table.Th>
              <Table.Th>{t("import.wrong")}</Table.Th>
              <Table.Th>{t("import.mend")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.slice(0, MOST).map((reject, place) => (
              <Table.Tr key={place}>
                <Table.Td>{String(reject.line)}</Table.Td>
                <Table.Td>
                  <Text size="xs" c="dimmed">
                    {reject.heading}
                  </Text>
                  <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                    {reject.cell}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <StateBadge tone={TONES[reject.severity] ?? "quiet"}>{t(`import.kind.${Severity[reject.severity]}`)}</StateBadge>
                  {reject.error && (
                    <Text size="sm" mt={4}>
                      {textOf(refusalOf(errorOfStatus(reject.error)))}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  {reject.severity === Severity.QUESTION && onDecide ? (
                    <Question
                      reject={reject}
                      remedy={remedyOf(reject)}
                      decision={decisions[Number(reject.line)]}
                      onDecide={(decision) => onDecide(Number(reject.line), decision)}
                    />
                  ) : (
                    <Text size="sm">{remedyOf(reject)}</Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown.length > MOST && (
        <Text size="sm" c="dimmed">
          {t("import.moreRejects", { count: shown.length - MOST })}
        </Text>
      )}
    </Stack>
  );
}

interface QuestionProps {
  reject: ImportReject;
  remedy: string;
  decision: Decision | undefined;
  onDecide: (decision: Decision) => void;
}

// "The same person as …?"
function Question({ reject, remedy, decision, onDecide }: QuestionProps) {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const value = decision === undefined ? "" : typeof decision === "string" ? decision : decision.person;
  return (
    <Radio.Group
      label={reject.candidates.length > 0 ? t("import.same") : remedy}
      value={value}
      onChange={(chosen) => onDecide(chosen === "new" || chosen === "leave-out" ? chosen : { person: chosen })}
    >
      <Stack gap={6} mt={6}>
        {reject.candidates.flatMap(({ person }) =>
          person
            ? [
                <Radio
                  key={person.name}
                  size="sm"
                  value={person.name}
                  label={personLine(person.names, language, person.latinName)}
                  description={latinLine(person.names, language, person.latinName ?? person.suggestedLatinName)}
                />,
              ]
            : [],
        )}
        <Radio size="sm" value="new" label={t("import.newPerson")} />
        <Radio size="sm" value="leave-out" label={t("import.leaveOut")} />
      </Stack>
    </Radio.Group>
  );
}
