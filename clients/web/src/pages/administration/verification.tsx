import { Alert, Button, Group, Progress, Text } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { AuditService, VerifyChainMetadataSchema, VerifyChainResponseSchema } from "@plenary/client/gen/plenary/v1/audit_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { cancelOperation, useOperation } from "../../api/operations.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyRefused } from "../../parts/notify.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatNumber } from "../../parts/numbers.ts";

// Has the server verify the record, of one part or of all, and says what it found as a sentence. A run is
// found again after a reload.
export function Verification({ partition, partitionWord }: { partition: string; partitionWord: string }) {
  const { t } = useTranslation("administration");
  const language = useLanguage();
  const [run, setRun] = useDraft("verification", { operation: "", of: "" });
  const [error, setError] = useState<unknown>();
  const work = useOperation(run.operation, VerifyChainMetadataSchema, VerifyChainResponseSchema);
  const { progress, response } = work;
  const isRunning = run.operation !== "" && !work.done && !work.error;
  const start = async () => {
    setError(undefined);
    try {
      const { name } = await clientOf(AuditService).verifyChain({ parent: partition || "-", requestId: crypto.randomUUID() });
      setRun({ operation: name, of: partitionWord });
    } catch (refused) {
      setError(refused);
    }
  };
  const number = (count: bigint | undefined) => formatNumber(String(count ?? 0n), language);
  return (
    <div>
      <Group gap="sm">
        <Button leftSection={<IconShieldCheck size={16} aria-hidden />} loading={isRunning} onClick={() => void start()}>
          {partition === "" ? t("verify.all") : t("verify.one", { part: partitionWord })}
        </Button>
        {isRunning && (
          <Button variant="default" onClick={() => void cancelOperation(run.operation).catch(notifyRefused)}>
            {t("verify.stop")}
          </Button>
        )}
        {isRunning && (
          <Text aria-live="polite">{t("verify.progress", { done: number(progress?.verified), all: number(progress?.total) })}</Text>
        )}
      </Group>
      {isRunning && (
        <Progress
          mt="xs"
          aria-label={t("verify.running")}
          value={progress && progress.total > 0n ? Number((100n * progress.verified) / progress.total) : 2}
        />
      )}
      {(error ?? work.error) !== undefined && <Refused error={error ?? work.error} onRetry={() => void start()} />}
      {response && (
        <Alert
          mt="sm"
          role="status"
          variant="light"
          color={response.faults.length === 0 ? "teal" : "red"}
          icon={response.faults.length === 0 ? <IconShieldCheck size={20} aria-hidden /> : <IconShieldX size={20} aria-hidden />}
        >
          <Text fw={600}>
            {response.faults.length === 0
              ? t("verify.stands", { count: Number(response.verified), number: number(response.verified), part: run.of || t("everywhere") })
              : t("verify.broken", { count: response.faults.length })}
          </Text>
          {response.faults.map((fault) => (
            <Text key={fault.partition}>
              {t("verify.fault", { part: fault.partition, number: number(fault.number), what: fault.description })}
            </Text>
          ))}
          <Text size="sm" mt={4}>
            {t("verify.trust")} <code>plenary audit verify</code>
          </Text>
        </Alert>
      )}
    </div>
  );
}
