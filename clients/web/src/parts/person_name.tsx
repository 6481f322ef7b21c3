import { Anchor, Box, Text } from "@mantine/core";
import type { Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../i18n/use_language.ts";
import { latinLine, personLine } from "./names.ts";

interface PersonNameProps {
  person: Pick<Person, "names" | "latinName" | "suggestedLatinName" | "name">;
  // Leads to the person's page.
  link?: boolean;
  // Only the line itself, without the Latin form beneath.
  short?: boolean;
}

// A person's name: as the reader writes it, with the Latin form beneath. It breaks rather than be
// cut off.
export function PersonName({ person, link = false, short = false }: PersonNameProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const line = personLine(person.names, language, person.latinName) || t("nameUnknown");
  const latin = short ? "" : latinLine(person.names, language, person.latinName ?? person.suggestedLatinName);
  return (
    <Box component="span" display="inline-block" style={{ overflowWrap: "anywhere" }}>
      {link ? (
        <Anchor component={Link} to={`/directory/${person.name}`}>
          {line}
        </Anchor>
      ) : (
        line
      )}
      {latin !== "" && (
        <Text component="span" display="block" size="xs" c="dimmed" lang="en" lh={1.3}>
          {latin}
        </Text>
      )}
    </Box>
  );
}
