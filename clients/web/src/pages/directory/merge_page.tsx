import { create } from "@bufbuild/protobuf";
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, List } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { DirectoryService, MergePeopleRequestSchema, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { refusalOf } from "@plenary/client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { countryName, languageName } from "../../parts/code_names.ts";
import { useConfirm } from "../../parts/confirm.tsx";
import { latinLine, nameLine, personLine } from "../../parts/names.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { useOrganizationNames } from "./use_organization_names.ts";

// Two people beside each other and what would become of them; merging makes one an alias of the other.
export function MergePage() {
  const { t } = useTranslation(["directory", "common"]);
  const { person = "", other = "" } = useParams();
  const name = `people/${person}`;
  const duplicate = `people/${other}`;
  const stays = useQuery(DirectoryService.method.getPerson, { name });
  const goes = useQuery(DirectoryService.method.getPerson, { name: duplicate });
  // What merging would answer, without doing it.
  const preview = useQuery(DirectoryService.method.mergePeople, { name, duplicate, validateOnly: true }, { retry: false });
  const error = stays.error ?? goes.error;
  if (error)
    return (
      <Page title={t("merge.title")}>
        <Refused error={error} />
      </Page>
    );
  if (!stays.data || !goes.data || preview.isLoading) return <PageSkeleton />;
  return (
    <Comparison
      stays={stays.data}
      goes={goes.data}
      after={preview.data?.person}
      moved={preview.data?.movedParticipants ?? []}
      refused={preview.error}
    />
  );
}

interface ComparisonProps {
  stays: Person;
  goes: Person;
  // Who stays, as he would be.
  after: Person | undefined;
  // The participations that would move.
  moved: string[];
  refused: unknown;
}

function Comparison({ stays, goes, after, moved, refused }: ComparisonProps) {
  const { t } = useTranslation(["directory", "common"]);
  const language = useLanguage();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const client = useQueryClient();
  const merge = useMutation(DirectoryService.method.mergePeople);
  const organizationOf = useOrganizationNames([stays.organization, goes.organization]);
  const [requestId] = useState(() => crypto.randomUUID());
  const lineOf = (person: Person) => personLine(person.names, language, person.latinName) || t("common:nameUnknown");

  const onMerge = async () => {
    const yes = await confirm({
      title: t("merge.question", { stays: lineOf(stays) }),
      text: t("merge.consequence", { count: moved.length }),
      action: t("merge.action"),
      danger: true,
    });
    if (!yes) return;
    await merge
      .mutateAsync(create(MergePeopleRequestSchema, { name: stays.name, duplicate: goes.name, etag: stays.etag, requestId }))
      .then(async () => {
        // First away from here: what is merged already has no preview.
        await navigate(`/directory/${stays.name}`, { replace: true });
        await client.invalidateQueries({ type: "active" });
        client.removeQueries({ type: "inactive" });
        notifyDone(t("merge.done", { count: moved.length }));
      })
      .catch(() => {});
  };

  const rows: [label: string, of: (person: Person) => string][] = [
    [t("person.names"), (person) => person.names.map((name) => nameLine(name, language)).join("; ")],
    [t("person.latin"), (person) => latinLine(person.names, "ru", person.latinName)],
    [t("person.organization"), (person) => organizationOf(person.organization)],
    [t("person.jobTitle"), (person) => textIn(person.jobTitles, language)],
    [t("person.country"), (person) => countryName(person.countryCode, language)],
    [t("person.languages"), (person) => person.languages.map((tag) => languageName(tag, language)).join(", ")],
    [t("person.email"), (person) => person.workEmail],
    [t("person.phone"), (person) => person.workPhone],
    [t("person.protected"), (person) => person.protectedKnown.map((field) => t(`person.protectedField.${field}`)).join(", ")],
  ];
  const blocking = refused ? refusalOf(refused).metadata["duplicateParticipant"] : undefined;
  return (
    <Page
      title={t("merge.title")}
      lead={t("merge.lead")}
      actions={
        <>
          <Button
            component={Link}
            to={`/directory/${goes.name}/merge/${stays.name.split("/")[1]}`}
            replace
            variant="default"
            leftSection={<IconArrowsExchange size={18} aria-hidden />}
          >
            {t("merge.swap")}
          </Button>
          <Button onClick={() => void onMerge()} loading={merge.isPending} disabled={refused !== null}>
            {t("merge.action")}
          </Button>
        </>
      }
    >
      {refused !== null && (
        <Refused error={refused}>
          {blocking && (
            <Button component={Link} to={`/${blocking}`} size="xs" variant="default">
              {t("merge.openBlocking")}
            </Button>
          )}
        </Refused>
      )}
      {merge.error && <Refused error={merge.error} onRetry={() => void onMerge()} />}
      <table className={`${style.table} ${style.compare}`}>
        <thead>
          <tr>
            <td />
            <th scope="col">
              {t("merge.stays")}:{" "}
              <Anchor component={Link} to={`/directory/${stays.name}`}>
                {lineOf(stays)}
              </Anchor>
            </th>
            <th scope="col">
              {t("merge.goes")}:{" "}
              <Anchor component={Link} to={`/directory/${goes.name}`}>
                {lineOf(goes)}
              </Anchor>
            </th>
            {after && <th scope="col">{t("merge.after")}</th>}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(([, of]) => of(stays) !== "" || of(goes) !== "")
            .map(([label, of]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td data-label={t("merge.stays")}>{of(stays)}</td>
                <td data-label={t("merge.goes")} className={of(goes) === of(stays) ? undefined : style.differs}>
                  {of(goes)}
                </td>
                {after && (
                  <td data-label={t("merge.after")}>
                    <strong>{of(after)}</strong>
                  </td>
                )}
              </tr>
            ))}
        </tbody>
      </table>
      {refused === null && (
        <section className={style.section}>
          <h2>{t("merge.moves", { count: moved.length })}</h2>
          {moved.length > 0 && (
            <List size="sm">
              {moved.map((participant) => (
                <List.Item key={participant}>
                  <Anchor component={Link} to={`/${participant}`}>
                    {participant.split("/")[1]}
                  </Anchor>
                </List.Item>
              ))}
            </List>
          )}
        </section>
      )}
    </Page>
  );
}
