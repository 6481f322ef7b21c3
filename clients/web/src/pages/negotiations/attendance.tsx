import { SimpleGrid, Stack, Text } from "@mantine/core";
import { Negotiation_Side, type Briefing_Somebody } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { PersonName } from "../../parts/person_name.tsx";
import { useOrganizationLines, usePeople } from "../../parts/directory.ts";

// Who is who, theirs first, the heads first on each side.
export function Attendance({ people }: { people: readonly Briefing_Somebody[] }) {
  const { t } = useTranslation("negotiations");
  const known = usePeople(people.map(({ person }) => person));
  const organization = useOrganizationLines(people.map((somebody) => somebody.organization));
  if (people.length === 0) return <Text c="dimmed">{t("presence.nobody")}</Text>;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
      {[Negotiation_Side.THEIRS, Negotiation_Side.OURS].map((side) => (
        <Stack key={side} gap="xs" role="group" aria-label={t(`presence.of.${Negotiation_Side[side]}`)}>
          <Text size="sm" fw={600} c="dimmed">
            {t(`presence.of.${Negotiation_Side[side]}`)}
          </Text>
          {people
            .filter((somebody) => somebody.side === side)
            .map((somebody) => {
              const person = known.get(somebody.person);
              return (
                <div key={somebody.person}>
                  {person ? <PersonName person={person} link /> : somebody.displayName}
                  <Text size="sm" c="dimmed">
                    {somebody.isHead && (
                      <Text component="span" inherit fw={600} c="var(--mantine-color-text)">
                        {t("presence.head")} ·{" "}
                      </Text>
                    )}
                    {[somebody.role, organization(somebody.organization)].filter((part) => part !== "").join(", ")}
                  </Text>
                </div>
              );
            })}
        </Stack>
      ))}
    </SimpleGrid>
  );
}
