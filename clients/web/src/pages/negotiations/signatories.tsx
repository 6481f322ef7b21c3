import { Text } from "@mantine/core";
import { Protocol_Powers, Protocol_Type, type Protocol, type Protocol_Signatory } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { PersonName } from "../../parts/person_name.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { useOrganizationLines, usePeople } from "../../parts/directory.ts";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";

// Who signs, by what, and who has.
export function Signatories({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const { signatories, approval } = protocol;
  const people = usePeople([...signatories.map(({ person }) => person), approval?.person ?? ""]);
  const organization = useOrganizationLines(signatories.map(({ side }) => side));
  if (protocol.type === Protocol_Type.RECORD_OF_CONVERSATION) {
    if (!approval) return null;
    return (
      <Section title={t("protocol.approval")}>
        {people.has(approval.person) && <PersonName person={people.get(approval.person)!} link />}
        <Text size="sm" c="dimmed">
          {formatDay(approval.date, language, "UTC")}
        </Text>
      </Section>
    );
  }
  const columns: SimpleColumn<Protocol_Signatory>[] = [
    {
      id: "person",
      header: t("signatory.person"),
      isTitle: true,
      cell: (signatory) => (
        <>
          {people.has(signatory.person) && <PersonName person={people.get(signatory.person)!} link />}
          <Text size="sm" c="dimmed">
            {textIn(signatory.offices, language)}
          </Text>
        </>
      ),
    },
    { id: "side", header: t("signatory.side"), cell: ({ side }) => organization(side) },
    {
      id: "powers",
      header: t("signatory.powers"),
      cell: ({ powers, powersDocument }) =>
        [t(`powers.${Protocol_Powers[powers]}`), powersDocument?.registrationNumber ?? ""].filter((part) => part !== "").join(", "),
    },
    {
      id: "signature",
      header: t("signatory.signature"),
      cell: ({ signature }) =>
        signature ? (
          <>
            <StateBadge tone="good">{t("signatory.signed")}</StateBadge>
            <Text size="sm" c="dimmed">
              {[signature.place, formatDay(signature.date, language, "UTC")].filter((part) => part !== "").join(", ")}
            </Text>
          </>
        ) : (
          <StateBadge tone="waiting">{t("signatory.unsigned")}</StateBadge>
        ),
    },
  ];
  return (
    <Section title={t("signatory.title")} count={signatories.length}>
      {signatories.length === 0 && <Text c="dimmed">{t("signatory.none")}</Text>}
      {signatories.length > 0 && (
        <SimpleTable label={t("signatory.title")} columns={columns} rows={signatories} keyOf={({ person }) => person} />
      )}
    </Section>
  );
}
