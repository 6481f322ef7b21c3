import { useQueries } from "@tanstack/react-query";
import { Anchor } from "@mantine/core";
import type { Evidence } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import type { DocumentReference } from "@plenary/client/gen/plenary/v1/common_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { clientOf } from "../../api/clients.ts";
import type { Language } from "../../i18n/languages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDay } from "../../parts/when.ts";

// A paper in a line: its number, its day, who signed it.
export function paperLine({ registrationNumber, date, signatory }: DocumentReference, language: Language): string {
  const number = registrationNumber === "" ? "" : `№ ${registrationNumber}`;
  return [number, date === "" ? "" : formatDay(date, language, "UTC"), signatory].filter((part) => part !== "").join(", ");
}

// A paper, with a way to it where it is kept at an address.
export function Paper({ document }: { document: DocumentReference }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const line = paperLine(document, language) || document.externalUrl || t("evidence.paper");
  return /^https?:\/\//.test(document.externalUrl) ? (
    <Anchor href={document.externalUrl} target="_blank" rel="noreferrer">
      {line}
    </Anchor>
  ) : (
    <>{line}</>
  );
}

// What shows that something was done.
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const language = useLanguage();
  const names = evidence.flatMap(({ evidence: { case: kind, value } }) => (kind === "event" ? [value] : []));
  const events = useQueries({
    queries: names.map((name) => ({
      queryKey: ["event of evidence", name],
      queryFn: () => clientOf(EventService).getEvent({ name }),
      structuralSharing: false as const,
    })),
  });
  if (evidence.length === 0) return null;
  return (
    <ul style={{ margin: "4px 0 0", paddingInlineStart: 20 }}>
      {evidence.map(({ evidence: { case: kind, value } }, i) => (
        <li key={i}>
          {kind === "document" && <Paper document={value} />}
          {kind === "event" && (
            <Anchor component={Link} to={`/${value}`}>
              {textIn(events[names.indexOf(value)]?.data?.displayNames ?? [], language) || value}
            </Anchor>
          )}
        </li>
      ))}
    </ul>
  );
}
