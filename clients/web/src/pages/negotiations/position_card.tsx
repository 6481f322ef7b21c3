import { ActionIcon, Anchor, Box, Button, Group, Menu, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { NegotiationService, type Position, type Round } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { formatDays } from "../../parts/when.ts";
import { ClassificationBadge } from "./badges.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { parentOf } from "../../parts/resource_names.ts";
import { PositionForm } from "./position_form.tsx";
import { PositionHistory } from "./position_history.tsx";
import { zoneOf } from "./rounds.ts";
import { SpokenTexts } from "./spoken_texts.tsx";

interface PositionCardProps {
  position: Position;
  rounds: Round[];
  mayWrite: boolean;
}

// One position: its text, how far it may go, and what it was before.
export function PositionCard({ position, rounds, mayWrite }: PositionCardProps) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const change = useChange();
  const [opened, setOpened] = useState<"form" | "history">();
  const organization = useOrganizationLines([position.organization])(position.organization);
  const round = rounds.find(({ name }) => name === position.round);
  const title = round ? textIn(round.displayNames, language) || t("round.number", { number: round.number }) : "";
  const day = round?.interval ? formatDays(round.interval, language, zoneOf(round)) : title;
  const negotiations = clientOf(NegotiationService);
  const { name, etag } = position;
  const remove = async () => {
    try {
      await change({ delete: name }, (requestId) => negotiations.deletePosition({ name, etag, requestId }));
      notifyDone(t("position.deleted"), () =>
        change({ undelete: name }, (requestId) => negotiations.undeletePosition({ name, requestId })).then(() => undefined),
      );
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <Box>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <SpokenTexts texts={position.texts}>
          <ClassificationBadge classification={position.classification} />
          {organization !== "" && (
            <Text size="sm" c="dimmed">
              {organization}
            </Text>
          )}
          {round && (
            <Anchor component={Link} to={`/${round.name}`} size="sm" title={title}>
              {day}
            </Anchor>
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpened("history")}>
            {t("position.revision", { number: position.revision })}
          </Button>
        </SpokenTexts>
        {mayWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t("position.more")}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setOpened("form")}>{t("position.edit")}</Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" onClick={() => void remove()}>
                {t("position.delete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {opened === "form" && (
        <PositionForm
          topic={parentOf(name)}
          side={position.side}
          position={position}
          rounds={rounds}
          onClose={() => setOpened(undefined)}
        />
      )}
      {opened === "history" && <PositionHistory name={name} onClose={() => setOpened(undefined)} />}
    </Box>
  );
}
