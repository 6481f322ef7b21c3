import { useQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import {
  DirectoryService,
  FindDuplicatesResponse_Reason as Reason,
  type FindDuplicatesRequestSchema,
} from "@plenary/client/gen/plenary/v1/directory_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PersonName } from "../../parts/person_name.tsx";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { useDirectoryRights } from "./rights.ts";
import { useOrganizationNames } from "./use_organization_names.ts";

interface DuplicateCandidatesProps {
  // Whose; undefined while too little is known of who is about to be added.
  subject: MessageInitShape<typeof FindDuplicatesRequestSchema>["subject"];
  // The person who is there, with whom a candidate can be merged.
  of?: string;
}

// Who may be the same person, how sure that is, and why.
export function DuplicateCandidates({ subject, of }: DuplicateCandidatesProps) {
  const { t } = useTranslation("directory");
  const rights = useDirectoryRights();
  const answer = useQuery(
    DirectoryService.method.findDuplicates,
    { subject, pageSize: 5 },
    { enabled: subject !== undefined, placeholderData: keepPreviousData },
  );
  const candidates = subject === undefined ? [] : (answer.data?.candidates ?? []).filter(({ person }) => person && person.name !== of);
  const organizationOf = useOrganizationNames(useMemo(() => candidates.map(({ person }) => person!.organization), [candidates]));
  if (of !== undefined && candidates.length === 0 && !answer.error) return null;
  return (
    <section className={style.section} aria-live="polite" aria-label={t("duplicates.same")}>
      <h2>{t("duplicates.same")}</h2>
      {answer.error && <Refused error={answer.error} />}
      {candidates.length === 0 && !answer.error && (
        <p className={style.quiet}>{subject === undefined ? t("duplicates.typeName") : t("duplicates.nobody")}</p>
      )}
      {candidates.length > 0 && (
        <ul className={style.card}>
          {candidates.map(({ person, likeness, reasons }) => (
            <li key={person!.name} className={style.row}>
              <div>
                <PersonName person={person!} link />
                <div className={style.small}>{organizationOf(person!.organization)}</div>
                <div className={style.small}>
                  {t("duplicates.likeness", { percent: Math.round(likeness / 10) })}
                  {reasons.length > 0 && `: ${reasons.map((reason) => t(`duplicates.reason.${Reason[reason]}`)).join(", ")}`}
                </div>
              </div>
              {of !== undefined && rights.removes && (
                <Button component={Link} to={`/directory/${of}/merge/${person!.name.split("/")[1]}`} size="xs" variant="default">
                  {t("duplicates.compare")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
