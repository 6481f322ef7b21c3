import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Button, Fieldset, Group, MultiSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { DirectoryService, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useDraft } from "../../api/drafts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { COUNTRIES, countryName, languageName, SPOKEN } from "../../parts/code_names.ts";
import { personLine, sortByReader } from "../../parts/names.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { DraftNotice } from "./draft_notice.tsx";
import { DuplicateCandidates } from "./duplicate_candidates.tsx";
import { NameFields } from "./name_fields.tsx";
import { PERSON_FIELDS, personOf, type PersonDraft } from "./person_draft.ts";
import { TextsFields } from "./texts_fields.tsx";

const PAUSE_MS = 300;

interface PersonFormProps {
  initial: PersonDraft;
  // Who is changed; undefined where somebody is added.
  person?: Person;
}

// The form of a person, with who it may be beside it while one types.
export function PersonForm({ initial, person }: PersonFormProps) {
  const { t } = useTranslation(["directory", "common"]);
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [start] = useState(initial);
  const [draft, setDraft, clearDraft, restoredAt] = useDraft(`directory/${person?.name ?? "people/new"}`, start);
  const [missing, setMissing] = useState(false);
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const create = useMutation(DirectoryService.method.createPerson);
  const update = useMutation(DirectoryService.method.updatePerson);
  const saving = person ? update : create;
  const change = (part: Partial<PersonDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    // Another person than the one that was refused is another request.
    setRequestId(crypto.randomUUID());
  };

  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const typed = useMemo(() => personOf(settled), [settled]);
  const firstName = typed.names[0];
  const suggested = useQuery(DirectoryService.method.suggestLatinName, firstName ? { name: firstName } : {}, {
    enabled: firstName !== undefined,
    retry: false,
  }).data?.latinName;

  const onSave = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = personOf(draft, person?.name, person?.etag);
    setMissing(wanted.names.length === 0);
    if (wanted.names.length === 0) return;
    try {
      const saved = person
        ? await update.mutateAsync({ person: wanted, updateMask: { paths: PERSON_FIELDS }, requestId })
        : await create.mutateAsync({ person: wanted, requestId });
      clearDraft();
      await client.invalidateQueries();
      notifyDone(t(person ? "person.saved" : "person.added", { name: personLine(saved.names, language, saved.latinName) }));
      await navigate(`/directory/${saved.name}`, { replace: true });
    } catch {
      // The mutation keeps why; it is said above the form.
    }
  };

  const title = person ? t("person.edit") : t("people.add");
  return (
    <form onSubmit={(event) => void onSave(event)} noValidate>
      <Page
        title={title}
        {...(person ? { lead: personLine(person.names, language, person.latinName) } : {})}
        actions={
          <>
            <Button variant="default" onClick={() => void navigate(person ? `/directory/${person.name}` : "/directory/people")}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {person ? t("person.save") : t("people.add")}
            </Button>
          </>
        }
      >
        <DraftNotice restoredAt={restoredAt} onDiscard={clearDraft} />
        {saving.error && <Refused error={saving.error} />}
        <div className={style.columns}>
          <Stack gap="lg" className={style.column!}>
            <NameFields rows={draft.names} onChange={(names) => change({ names })} error={missing ? t("person.nameNeeded") : undefined} />
            <Fieldset legend={t("person.latin")} variant="unstyled">
              <Group gap="xs" align="flex-end">
                <TextInput
                  label={t("person.familyName")}
                  lang="en"
                  placeholder={suggested?.familyName ?? ""}
                  value={draft.latin.familyName}
                  onChange={(event) => change({ latin: { ...draft.latin, familyName: event.currentTarget.value } })}
                />
                <TextInput
                  label={t("person.givenName")}
                  lang="en"
                  placeholder={suggested?.givenName ?? ""}
                  value={draft.latin.givenName}
                  onChange={(event) => change({ latin: { ...draft.latin, givenName: event.currentTarget.value } })}
                />
                {suggested && draft.latin.familyName === "" && (
                  <Button
                    variant="default"
                    onClick={() => change({ latin: { familyName: suggested.familyName, givenName: suggested.givenName } })}
                  >
                    {t("person.takeLatin", { name: `${suggested.familyName} ${suggested.givenName}`.trim() })}
                  </Button>
                )}
              </Group>
              <Text size="sm" c="dimmed" mt={4}>
                {t("person.latinHint")}
              </Text>
            </Fieldset>
            <OrganizationPicker
              label={t("person.organization")}
              value={draft.organization}
              onChange={(organization) => change({ organization })}
            />
            <TextsFields
              legend={t("person.jobTitles")}
              label={t("person.jobTitle")}
              rows={draft.jobTitles}
              onChange={(jobTitles) => change({ jobTitles })}
            />
            <div className={style.pair}>
              <Select
                label={t("person.country")}
                searchable
                clearable
                clearButtonProps={{ "aria-label": t("common:clearChoice") }}
                data={sortByReader(COUNTRIES, (code) => countryName(code, language), language).map((code) => ({
                  value: code,
                  label: countryName(code, language),
                }))}
                value={draft.countryCode || null}
                onChange={(code) => change({ countryCode: code ?? "" })}
              />
              <MultiSelect
                label={t("person.languages")}
                searchable
                data={[...new Set([...draft.languages, ...SPOKEN])].map((tag) => ({ value: tag, label: languageName(tag, language) }))}
                value={draft.languages}
                onChange={(languages) => change({ languages })}
              />
              <TextInput
                label={t("person.email")}
                type="email"
                value={draft.workEmail}
                onChange={(event) => change({ workEmail: event.currentTarget.value })}
              />
              <TextInput
                label={t("person.phone")}
                type="tel"
                value={draft.workPhone}
                onChange={(event) => change({ workPhone: event.currentTarget.value })}
              />
            </div>
            {!person && (
              <TextInput
                label={t("person.birthDate")}
                description={t("person.birthDateHint")}
                type="date"
                maw={260}
                value={draft.birthDate}
                onChange={(event) => change({ birthDate: event.currentTarget.value })}
              />
            )}
          </Stack>
          <div className={style.aside}>
            <DuplicateCandidates
              subject={firstName ? { case: "person", value: typed } : undefined}
              {...(person ? { of: person.name } : {})}
            />
          </div>
        </div>
      </Page>
    </form>
  );
}
