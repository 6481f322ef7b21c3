import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Stack, Text } from "@mantine/core";
import { NegotiationService, type Body_CoChair } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { PersonName } from "../../parts/person_name.tsx";
import { useOrganizationLines, usePeople } from "../../parts/directory.ts";
import { hrefOf } from "../../parts/resource_names.ts";
import { Section } from "../../parts/section.tsx";
import { today } from "../../parts/today.ts";

// Whether somebody leads a side today.
export const isInOffice = ({ toDate }: Body_CoChair) => toDate === "" || toDate >= today();

// The standing body: who leads each side, and who of us is assigned to the counterpart.
export function BodyFacts({ name }: { name: string }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const { data: body } = useQuery(NegotiationService.method.getBody, { name });
  const chairs = (body?.sides ?? []).flatMap((side) =>
    side.coChairs.filter(isInOffice).map(({ person }) => ({ person, organization: side.organization })),
  );
  const officials = body?.officials ?? [];
  const people = usePeople([...chairs, ...officials].map(({ person }) => person));
  const organization = useOrganizationLines(chairs.map((chair) => chair.organization));
  if (!body) return null;
  const shown = [
    ...chairs.map((chair) => ({ person: chair.person, as: t("body.coChair", { organization: organization(chair.organization) }) })),
    ...officials.map((official) => ({ person: official.person, as: t("body.official") })),
  ];
  return (
    <Section
      title={textIn(body.displayNames, language)}
      actions={
        <Anchor component={Link} to={hrefOf(name)} size="sm">
          {t("body.open")}
        </Anchor>
      }
    >
      <Stack gap="xs">
        {shown.map(({ person, as }) => (
          <div key={`${person} ${as}`}>
            {people.has(person) && <PersonName person={people.get(person)!} link />}
            <Text size="sm" c="dimmed">
              {as}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}
