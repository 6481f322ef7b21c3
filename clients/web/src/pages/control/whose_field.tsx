import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { OrganizationPicker, PersonPicker } from "../../parts/pickers.tsx";

interface WhoseFieldProps {
  // "mine", "all", "people/…", "organizations/…", or "person" and "organization" while none is chosen.
  value: string;
  hasOwn: boolean;
  onChange: (whose: string) => void;
}

// Whose list it is.
export function WhoseField({ value, hasOwn, onChange }: WhoseFieldProps) {
  const { t } = useTranslation("control");
  const kind = value.startsWith("people/") ? "person" : value.startsWith("organizations/") ? "organization" : value;
  const kinds = [...(hasOwn ? ["mine"] : []), "all", "person", "organization"];
  return (
    <>
      <SegmentedControl
        aria-label={t("whose.label")}
        value={kind}
        onChange={onChange}
        data={kinds.map((each) => ({ value: each, label: t(`whose.${each}`) }))}
      />
      {kind === "person" && (
        <PersonPicker
          label={t("whose.personField")}
          value={value === "person" ? null : value}
          onChange={(name) => onChange(name ?? "person")}
        />
      )}
      {kind === "organization" && (
        <OrganizationPicker
          label={t("whose.organizationField")}
          value={value === "organization" ? null : value}
          onChange={(name) => onChange(name ?? "organization")}
        />
      )}
    </>
  );
}
