import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Commitment_Side, Commitment_State, type Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { CommitmentState } from "./badges.tsx";
import { hrefOf } from "../../parts/resource_names.ts";
import { isOverdue } from "./overdue.ts";

interface CommitmentListProps {
  commitments: readonly Commitment[];
  // Whose each is is said unless all are of one side.
  withSide?: boolean;
}

// Commitments: what, whose, by when, and where they stand.
export function CommitmentList({ commitments, withSide = true }: CommitmentListProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  return (
    <Stack gap="sm">
      {commitments.map((commitment) => (
        <div key={commitment.name}>
          <Anchor component={Link} to={hrefOf(commitment.name)} lineClamp={3} display="block" c="inherit">
            {textIn(commitment.texts, language)}
          </Anchor>
          <Group gap="xs" mt={2}>
            {(commitment.state !== Commitment_State.OPEN || !isOverdue(commitment)) && <CommitmentState state={commitment.state} />}
            {isOverdue(commitment) && <StateBadge tone="bad">{t("commitment.isOverdue")}</StateBadge>}
            {commitment.isSilent && <StateBadge tone="conflict">{t("commitment.silent")}</StateBadge>}
            <Text size="sm" c="dimmed">
              {[
                withSide ? t(`side.${Commitment_Side[commitment.side]}`) : "",
                commitment.dueDate === ""
                  ? t("commitment.noDay")
                  : t("commitment.until", { day: formatDay(commitment.dueDate, language, "UTC") }),
              ]
                .filter((part) => part !== "")
                .join(" · ")}
            </Text>
          </Group>
        </div>
      ))}
    </Stack>
  );
}
