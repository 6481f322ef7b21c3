// An organization as the form has it, in plain values that a draft can keep.
import { create } from "@bufbuild/protobuf";
import { Organization_Type as Type, OrganizationSchema, type Organization } from "@plenary/client/gen/plenary/v1/directory_pb";
import { LANGUAGES, type Language } from "../../i18n/languages.ts";
import { filledTexts, textRows, type TextRow } from "./text_rows.ts";

export const TYPES = [
  Type.STATE,
  Type.REGION,
  Type.AUTHORITY,
  Type.COMPANY,
  Type.INTERGOVERNMENTAL,
  Type.NON_GOVERNMENTAL,
  Type.MEDIA,
  Type.ACADEMIC,
] as const;

export interface OrganizationDraft {
  type: Type;
  displayNames: TextRow[];
  shortNames: TextRow[];
  alternativeNames: TextRow[];
  countryCode: string;
  subdivisionCode: string;
  parent: string | null;
  website: string;
}

export function newOrganizationDraft(): OrganizationDraft {
  return {
    type: Type.AUTHORITY,
    displayNames: textRows([], LANGUAGES),
    shortNames: [],
    alternativeNames: [],
    countryCode: "",
    subdivisionCode: "",
    parent: null,
    website: "",
  };
}

export function organizationDraftOf(organization: Organization): OrganizationDraft {
  return {
    type: organization.type,
    displayNames: textRows(organization.displayNames, LANGUAGES),
    shortNames: textRows(organization.shortNames, []),
    alternativeNames: textRows(organization.alternativeNames, []),
    countryCode: organization.countryCode,
    subdivisionCode: organization.subdivisionCode,
    parent: organization.parent || null,
    website: organization.website,
  };
}

// The fields that the form has, as an update names them.
export const ORGANIZATION_FIELDS = [
  "type",
  "display_names",
  "short_names",
  "alternative_names",
  "country_code",
  "subdivision_code",
  "parent",
  "website",
];

export function organizationOf(draft: OrganizationDraft, name = "", etag = ""): Organization {
  return create(OrganizationSchema, {
    name,
    etag,
    type: draft.type,
    displayNames: filledTexts(draft.displayNames),
    shortNames: filledTexts(draft.shortNames),
    alternativeNames: filledTexts(draft.alternativeNames),
    countryCode: draft.countryCode,
    subdivisionCode: draft.subdivisionCode.trim().toUpperCase(),
    parent: draft.parent ?? "",
    website: draft.website.trim(),
  });
}

// The name that is searched for the same organization while one types: the reader's, else the longest.
export function searchedName(draft: OrganizationDraft, language: Language): string {
  const filled = filledTexts(draft.displayNames);
  const own = filled.find((row) => row.language === language);
  return own?.text ?? filled.map(({ text }) => text).sort((a, b) => b.length - a.length)[0] ?? "";
}
