import { useQuery } from "@connectrpc/connect-query";
import { Button, Code, Text } from "@mantine/core";
import { AuditService, type SignedHeads as Heads } from "@plenary/client/gen/plenary/v1/audit_pb";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { formatInstant, ownZone } from "../../parts/when.ts";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

const SHOWN = 10;

// Where the record stood, signed, and with which key; and how to keep a copy outside.
export function SignedHeads() {
  const { t } = useTranslation("administration");
  const language = useLanguage();
  const queries = useQueryClient();
  const heads = useQuery(AuditService.method.listSignedHeads, { pageSize: SHOWN });
  const keys = useQuery(AuditService.method.getAuditKeys, {});
  const sign = async () => {
    try {
      await clientOf(AuditService).signHeads({ requestId: crypto.randomUUID() });
      await queries.invalidateQueries();
      notifyDone(t("heads.signed"));
    } catch (error) {
      notifyRefused(error);
    }
  };
  const columns: SimpleColumn<Heads>[] = [
    {
      id: "when",
      header: t("audit.when"),
      isTitle: true,
      cell: ({ signTime }) => signTime && formatInstant(signTime, language, ownZone()),
    },
    { id: "parts", header: t("heads.parts"), cell: (each) => each.heads.length },
    { id: "entries", header: t("heads.entries"), cell: (each) => String(each.heads.reduce((sum, { number }) => sum + number, 0n)) },
    { id: "key", header: t("heads.key"), cell: ({ keyId }) => <Code>{keyId}</Code> },
  ];
  return (
    <Section
      title={t("heads.title")}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => void sign()}>
          {t("heads.sign")}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="xs" maw={760}>
        {t("heads.explain")}
      </Text>
      {heads.data?.signedHeads.length === 0 && <Text c="dimmed">{t("heads.none")}</Text>}
      {(heads.data?.signedHeads.length ?? 0) > 0 && (
        <SimpleTable label={t("heads.title")} columns={columns} rows={heads.data?.signedHeads ?? []} keyOf={({ name }) => name} />
      )}
      {keys.data && (
        <Text size="sm" mt="sm">
          {t("heads.keys")}{" "}
          {keys.data.keys.map(({ id, current }) => (
            <Code key={id} mr={6}>
              {current ? `${id} ✓` : id}
            </Code>
          ))}
        </Text>
      )}
      <Text size="sm" mt="sm" c="dimmed">
        {t("heads.export")} <Code>plenary audit export --to FOLDER</Code>
      </Text>
    </Section>
  );
}
