import { useQuery } from "@connectrpc/connect-query";
import { Button, Fieldset, Group, MultiSelect, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { DirectoryService, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { languageName, SPOKEN } from "../../parts/code_names.ts";
import { DayField } from "../../parts/day_field.tsx";
import { personLine } from "../../parts/names.ts";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { CountrySelect } from "./country_select.tsx";
import style from "./directory.module.css";
import { DuplicateCandidates } from "./duplicate_candidates.tsx";
import { EntryFrame, useEntryForm } from "./entry_form.tsx";
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
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const { draft, change, isMissing, frame } = useEntryForm({
    entry: "person",
    list: "people",
    before: person,
    initial,
    wantedOf: (typed) => {
      const wanted = personOf(typed, person?.name, person?.etag);
      return wanted.names.length === 0 ? undefined : wanted;
    },
    save: (wanted, requestId) =>
      person
        ? clientOf(DirectoryService).updatePerson({ person: wanted, updateMask: { paths: PERSON_FIELDS }, requestId })
        : clientOf(DirectoryService).createPerson({ person: wanted, requestId }),
    calledOf: ({ names, latinName }) => personLine(names, language, latinName),
  });
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const typed = useMemo(() => personOf(settled), [settled]);
  const firstName = typed.names[0];
  const suggested = useQuery(DirectoryService.method.suggestLatinName, firstName ? { name: firstName } : {}, {
    enabled: firstName !== undefined,
    retry: false,
  }).data?.latinName;

  return (
    <EntryFrame
      {...frame}
      aside={
        <DuplicateCandidates subject={firstName ? { case: "person", value: typed } : undefined} {...(person ? { of: person.name } : {})} />
      }
    >
      <NameFields rows={draft.names} onChange={(names) => change({ names })} error={isMissing ? t("person.nameNeeded") : undefined} />
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
        <CountrySelect label={t("person.country")} value={draft.countryCode} onChange={(countryCode) => change({ countryCode })} />
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
        <DayField
          label={t("person.birthDate")}
          description={t("person.birthDateHint")}
          maw={260}
          value={draft.birthDate}
          onChange={(birthDate) => change({ birthDate })}
        />
      )}
    </EntryFrame>
  );
}
