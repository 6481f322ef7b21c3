import { useMutation } from "@connectrpc/connect-query";
import { Button, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { DirectoryService, Organization_Type as Type, type Organization } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useDraft } from "../../api/drafts.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { COUNTRIES, countryName } from "../../parts/code_names.ts";
import { sortByReader } from "../../parts/names.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import style from "./directory.module.css";
import { DraftNotice } from "./draft_notice.tsx";
import { ORGANIZATION_FIELDS, organizationOf, searchedName, TYPES, type OrganizationDraft } from "./organization_draft.ts";
import { SimilarOrganizations } from "./similar_organizations.tsx";
import { TextsFields } from "./texts_fields.tsx";

const PAUSE_MS = 300;

interface OrganizationFormProps {
  initial: OrganizationDraft;
  // What is changed; undefined where one is added.
  organization?: Organization;
}

// The form of an organization, with those that are called alike beside it while one types.
export function OrganizationForm({ initial, organization }: OrganizationFormProps) {
  const { t } = useTranslation(["directory", "common"]);
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [start] = useState(initial);
  const [draft, setDraft, clearDraft, restoredAt] = useDraft(`directory/${organization?.name ?? "organizations/new"}`, start);
  const [missing, setMissing] = useState(false);
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const create = useMutation(DirectoryService.method.createOrganization);
  const update = useMutation(DirectoryService.method.updateOrganization);
  const saving = organization ? update : create;
  const [searched] = useDebouncedValue(searchedName(draft, language), PAUSE_MS);
  const change = (part: Partial<OrganizationDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setRequestId(crypto.randomUUID());
  };

  const onSave = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = organizationOf(draft, organization?.name, organization?.etag);
    setMissing(wanted.displayNames.length === 0);
    if (wanted.displayNames.length === 0) return;
    try {
      const saved = organization
        ? await update.mutateAsync({ organization: wanted, updateMask: { paths: ORGANIZATION_FIELDS }, requestId })
        : await create.mutateAsync({ organization: wanted, requestId });
      clearDraft();
      await client.invalidateQueries();
      notifyDone(t(organization ? "organization.saved" : "organization.added", { name: textIn(saved.displayNames, language) }));
      await navigate(`/directory/${saved.name}`, { replace: true });
    } catch {
      // The mutation keeps why; it is said above the form.
    }
  };

  return (
    <form onSubmit={(event) => void onSave(event)} noValidate>
      <Page
        title={organization ? t("organization.edit") : t("organizations.add")}
        {...(organization ? { lead: textIn(organization.displayNames, language) } : {})}
        actions={
          <>
            <Button variant="default" onClick={() => void navigate(`/directory/${organization?.name ?? "organizations"}`)}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {organization ? t("organization.save") : t("organizations.add")}
            </Button>
          </>
        }
      >
        <DraftNotice restoredAt={restoredAt} onDiscard={clearDraft} />
        {saving.error && <Refused error={saving.error} />}
        <div className={style.columns}>
          <Stack gap="lg" className={style.column!}>
            <TextsFields
              legend={t("organization.names")}
              label={t("organization.name")}
              sided
              required
              error={missing ? t("organization.nameNeeded") : undefined}
              rows={draft.displayNames}
              onChange={(displayNames) => change({ displayNames })}
            />
            <div className={style.pair}>
              <Select
                label={t("organization.type")}
                required
                allowDeselect={false}
                data={TYPES.map((type) => ({ value: Type[type], label: t(`organization.types.${Type[type]}`) }))}
                value={Type[draft.type]}
                onChange={(type) => change({ type: Type[type as keyof typeof Type] })}
              />
              <OrganizationPicker label={t("organization.parent")} value={draft.parent} onChange={(parent) => change({ parent })} />
              <Select
                label={t("organization.country")}
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
              <TextInput
                label={t("organization.subdivision")}
                placeholder="RU-KRS"
                value={draft.subdivisionCode}
                onChange={(event) => change({ subdivisionCode: event.currentTarget.value })}
              />
              <TextInput
                label={t("organization.website")}
                type="url"
                value={draft.website}
                onChange={(event) => change({ website: event.currentTarget.value })}
              />
            </div>
            <TextsFields
              legend={t("organization.shortNames")}
              label={t("organization.shortName")}
              sided
              rows={draft.shortNames}
              onChange={(shortNames) => change({ shortNames })}
            />
            <TextsFields
              legend={t("organization.otherNames")}
              label={t("organization.otherName")}
              sided
              rows={draft.alternativeNames}
              onChange={(alternativeNames) => change({ alternativeNames })}
            />
          </Stack>
          <div className={style.aside}>
            <SimilarOrganizations query={searched} {...(organization ? { of: organization.name } : {})} />
          </div>
        </div>
      </Page>
    </form>
  );
}
