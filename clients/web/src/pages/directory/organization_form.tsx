import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { DirectoryService, Organization_Type as Type, type Organization } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { CountrySelect } from "./country_select.tsx";
import style from "./directory.module.css";
import { EntryFrame, useEntryForm } from "./entry_form.tsx";
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
  const { t } = useTranslation("directory");
  const language = useLanguage();
  const { draft, change, isMissing, frame } = useEntryForm({
    entry: "organization",
    list: "organizations",
    before: organization,
    initial,
    wantedOf: (typed) => {
      const wanted = organizationOf(typed, organization?.name, organization?.etag);
      return wanted.displayNames.length === 0 ? undefined : wanted;
    },
    save: (wanted, requestId) =>
      organization
        ? clientOf(DirectoryService).updateOrganization({
            organization: wanted,
            updateMask: { paths: ORGANIZATION_FIELDS },
            requestId,
          })
        : clientOf(DirectoryService).createOrganization({ organization: wanted, requestId }),
    calledOf: ({ displayNames }) => textIn(displayNames, language),
  });
  const [searched] = useDebouncedValue(searchedName(draft, language), PAUSE_MS);
  return (
    <EntryFrame {...frame} aside={<SimilarOrganizations query={searched} {...(organization ? { of: organization.name } : {})} />}>
      <TextsFields
        legend={t("organization.names")}
        label={t("organization.name")}
        sided
        required
        error={isMissing ? t("organization.nameNeeded") : undefined}
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
        <CountrySelect label={t("organization.country")} value={draft.countryCode} onChange={(countryCode) => change({ countryCode })} />
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
    </EntryFrame>
  );
}
