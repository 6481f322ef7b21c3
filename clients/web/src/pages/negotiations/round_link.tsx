import { Anchor, Text } from "@mantine/core";
import type { Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDays } from "../../parts/when.ts";
import { zoneOf } from "./rounds.ts";

// When a round is, leading to its page, with what it is called beneath.
export function RoundLink({ round }: { round: Round }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const day = round.interval ? formatDays(round.interval, language, zoneOf(round)) : t("round.number", { number: round.number });
  return (
    <>
      <Anchor component={Link} to={`/${round.name}`}>
        {day}
      </Anchor>
      <Text size="sm" c="dimmed">
        {textIn(round.displayNames, language)}
      </Text>
    </>
  );
}
