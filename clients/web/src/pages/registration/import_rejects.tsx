import { Button, Group, Table, Text } from "@mantine/core";
import { errorOfStatus, refusalOf } from "@plenary/client";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { ImportReject_Severity as Severity, type ImportReject } from "@plenary/client/gen/plenary/v1/imports_pb";
import { useTranslation } from "react-i18next";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { personLine } from "../../parts/names.ts";
import { useRefusalText } from "../../parts/refusal_text.ts";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import type { Decision, ImportPlan } from "./import_plan.ts";
import look from "./list_dialog.module.css";
import { Panel } from "./panel.tsx";

interface ImportRejectsProps {
  operation: string;
  plan: ImportPlan;
  onDecide: (line: string, decision: Decision) => void;
}

const TONES: Record<Severity, Tone> = {
  [Severity.SEVERITY_UNSPECIFIED]: "quiet",
  [Severity.REJECTED]: "bad",
  [Severity.QUESTION]: "waiting",
  [Severity.REMARK]: "quiet",
};
const MOST = 300;

// What was rejected, asked or remarked, cell by cell, and how each is mended.
export function ImportRejects({ operation, plan, onDecide }: ImportRejectsProps) {
  const { t } = useTranslation("registration");
  const { data: rejects = [] } = useAll(DelegationService.method.listImportRejects, { parent: operation }, (page) => page.rejects);
  if (rejects.length === 0) return null;
  return (
    <Panel title={t("rejects.title", { count: rejects.length })}>
      <div className={look.frame} tabIndex={0} role="region" aria-label={t("rejects.title", { count: rejects.length })}>
        <Table className={look.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("rejects.line")}</Table.Th>
              <Table.Th>{t("rejects.column")}</Table.Th>
              <Table.Th>{t("rejects.cell")}</Table.Th>
              <Table.Th>{t("rejects.why")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rejects.slice(0, MOST).map((reject, at) => (
              <Table.Tr key={at}>
                <Table.Td>{String(reject.line)}</Table.Td>
                <Table.Td>{reject.heading}</Table.Td>
                <Table.Td className={look.cell}>{reject.cell}</Table.Td>
                <Table.Td className={look.why}>
                  <StateBadge tone={TONES[reject.severity]}>{t(`rejects.${Severity[reject.severity]}`)}</StateBadge>
                  <Why reject={reject} />
                  {reject.severity === Severity.QUESTION && (
                    <Choices
                      reject={reject}
                      decided={plan.decisions[String(reject.line)]}
                      onDecide={(decision) => onDecide(String(reject.line), decision)}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {rejects.length > MOST && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("rejects.more", { count: rejects.length - MOST })}
        </Text>
      )}
    </Panel>
  );
}

function Why({ reject }: { reject: ImportReject }) {
  const textOf = useRefusalText();
  if (!reject.error) return null;
  const refusal = refusalOf(errorOfStatus(reject.error));
  // Which field is wrong, and in what, only the server's own words say.
  const isOfCell = refusal.reason === "INVALID_FIELDS";
  return (
    <>
      <Text size="sm">{isOfCell ? refusal.message : textOf(refusal)}</Text>
      {isOfCell && (
        <Text size="sm" c="dimmed">
          {reject.remedy}
        </Text>
      )}
    </>
  );
}

interface ChoicesProps {
  reject: ImportReject;
  decided: Decision | undefined;
  onDecide: (decision: Decision) => void;
}

// Who a row may be; what is decided is done by the next trial or import.
function Choices({ reject, decided, onDecide }: ChoicesProps) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const lookOf = (is: boolean) => ({ size: "compact-sm" as const, variant: is ? "filled" : "default" });
  return (
    <Group gap={4} mt={4}>
      {reject.candidates.map(
        ({ person }) =>
          person && (
            <Button
              key={person.name}
              {...lookOf(typeof decided === "object" && decided.person === person.name)}
              onClick={() => onDecide({ person: person.name })}
            >
              {t("rejects.is", { name: personLine(person.names, language, person.latinName) })}
            </Button>
          ),
      )}
      <Button {...lookOf(decided === "new")} onClick={() => onDecide("new")}>
        {t("alike.new")}
      </Button>
      <Button {...lookOf(decided === "leaveOut")} onClick={() => onDecide("leaveOut")}>
        {t("rejects.leaveOut")}
      </Button>
    </Group>
  );
}
