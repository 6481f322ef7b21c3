import { Anchor, Text } from "@mantine/core";
import type { Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDays } from "../../parts/when.ts";
import { zoneOf } from "./rounds.ts";

// Of which round a paper is.
export function RoundLine({ rounds, name }: { rounds: Round[]; name: string }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const round = rounds.find((each) => each.name === name);
  if (!round) return null;
  return (
    <Text size="sm">
      <Anchor component={Link} to={`/${name}`}>
        {textIn(round.displayNames, language) || t("round.number", { number: round.number })}
      </Anchor>
      {round.interval && (
        <Text component="span" c="dimmed">
          {" "}
          · {formatDays(round.interval, language, zoneOf(round))}
        </Text>
      )}
    </Text>
  );
}
