import { useQuery } from "@connectrpc/connect-query";
import { MonitoringService, type MethodCalls } from "@plenary/client/gen/plenary/v1/monitoring_pb";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatAgo, formatInstant, ownZone } from "../../parts/when.ts";
import { Fact } from "../../parts/fact.tsx";
import { formatNumber } from "../../parts/numbers.ts";
import { Section } from "../../parts/section.tsx";
import { AdministrationNav } from "./administration_nav.tsx";
import look from "./server_page.module.css";

const EVERY_MS = 5_000;

const callsOf = ({ callsByCode }: MethodCalls) => Object.values(callsByCode).reduce((sum, count) => sum + count, 0n);
const refusedOf = (method: MethodCalls) => callsOf(method) - (method.callsByCode["OK"] ?? 0n);

// The mean in milliseconds.
function meanOf(method: MethodCalls): number {
  const calls = Number(callsOf(method));
  const { seconds = 0n, nanos = 0 } = method.latencySum ?? {};
  return calls === 0 ? 0 : (Number(seconds) * 1000 + nanos / 1e6) / calls;
}

// What the server is and how it is doing, as it changes.
export function ServerPage() {
  const { t } = useTranslation("administration");
  const language = useLanguage();
  const asked = useQuery(MonitoringService.method.getServerStatus, {}, { refetchInterval: EVERY_MS, structuralSharing: false });
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const { version, engine, startTime, currentTime, schemaVersion, methods, gauges } = asked.data;
  const number = (value: bigint | number) => formatNumber(String(value), language);
  const columns: Column<MethodCalls>[] = [
    { id: "method", header: t("server.method"), value: ({ method }) => method.replace("plenary.v1.", ""), width: 360 },
    {
      id: "calls",
      header: t("server.calls"),
      value: (row) => Number(callsOf(row)),
      cell: (row) => number(callsOf(row)),
      width: 120,
      align: "right",
    },
    {
      id: "refused",
      header: t("server.refused"),
      value: (row) => Number(refusedOf(row)),
      cell: (row) => number(refusedOf(row)),
      width: 120,
      align: "right",
    },
    {
      id: "mean",
      header: t("server.mean"),
      value: meanOf,
      cell: (row) => formatNumber(meanOf(row).toFixed(1), language),
      width: 140,
      align: "right",
    },
  ];
  return (
    <Page
      title={t("tab.server")}
      lead={startTime && t("server.since", { when: formatInstant(startTime, language, ownZone()), ago: formatAgo(startTime, language) })}
    >
      <AdministrationNav />
      <div className={look.facts}>
        <Fact label={t("server.version")} value={version} />
        <Fact label={t("server.engine")} value={engine} />
        <Fact label={t("server.schema")} value={schemaVersion} />
        <Fact label={t("server.clock")} value={currentTime ? formatInstant(currentTime, language, ownZone(), "short") : ""} />
      </div>
      <Section title={t("server.gauges")}>
        <div className={look.facts}>
          {Object.entries(gauges)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([gauge, value]) => (
              <Fact key={gauge} label={gauge} value={number(value)} />
            ))}
        </div>
      </Section>
      <Section title={t("server.methods")}>
        <DataTable label={t("server.methods")} columns={columns} rows={methods} keyOf={({ method }) => method} />
      </Section>
    </Page>
  );
}
