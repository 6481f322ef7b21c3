import { Text } from "@mantine/core";
import { ActionPlanService, ActionReport_Kind } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay, formatInstant, ownZone } from "../../parts/when.ts";
import { usePersonLines } from "../../parts/directory.ts";
import look from "./control.module.css";
import { EvidenceList } from "./evidence_list.tsx";

// What was reported on an item, the latest first, with what shows it.
export function ReportsList({ item }: { item: string }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const reports = useAll(ActionPlanService.method.listActionReports, { parent: item }, (page) => page.actionReports);
  const person = usePersonLines((reports.data ?? []).map((report) => report.person));
  if (reports.error) return <Refused error={reports.error} onRetry={() => void reports.refetch()} />;
  if (reports.data?.length === 0) return <Text c="dimmed">{t("report.none")}</Text>;
  return (
    <>
      {reports.data?.map((report) => (
        <article key={report.name} className={look.entry}>
          <StateBadge tone={report.kind === ActionReport_Kind.DONE ? "good" : "waiting"}>
            {t(report.kind === ActionReport_Kind.DONE ? "report.isDone" : "report.isInterim")}
          </StateBadge>
          <Text mt={4} style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
            {report.text}
          </Text>
          <EvidenceList evidence={report.evidence} />
          <Text size="sm" c="dimmed" mt={4}>
            {[
              person(report.person) || report.user.split("/")[1],
              report.createTime ? formatInstant(report.createTime, language, ownZone()) : "",
              report.periodEndDate === "" ? "" : t("report.ofPeriod", { day: formatDay(report.periodEndDate, language, "UTC") }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </article>
      ))}
    </>
  );
}
