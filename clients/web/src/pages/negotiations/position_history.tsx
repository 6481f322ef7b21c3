import { Drawer, Group, Skeleton, Stack, Text } from "@mantine/core";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatInstant, ownZone } from "../../parts/when.ts";
import { ClassificationBadge } from "./badges.tsx";
import { SpokenTexts } from "./spoken_texts.tsx";

// Every revision of a position that the reader is cleared for, the latest first.
export function PositionHistory({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const revisions = useAll(NegotiationService.method.listPositionRevisions, { parent: name }, (page) => page.revisions);
  return (
    <Drawer opened onClose={onClose} position="right" title={t("position.history")} closeButtonProps={{ "aria-label": t("form.close") }}>
      {revisions.error && <Refused error={revisions.error} onRetry={() => void revisions.refetch()} />}
      {revisions.isPending && <Skeleton height={120} />}
      <Stack gap="lg" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
        {revisions.data?.toReversed().map((revision) => (
          <li key={revision.revision}>
            <Group gap="xs" mb={4}>
              <Text fw={600}>{t("position.revision", { number: revision.revision })}</Text>
              <ClassificationBadge classification={revision.classification} />
              {revision.updateTime && (
                <Text size="sm" c="dimmed">
                  {formatInstant(revision.updateTime, language, ownZone())}
                </Text>
              )}
            </Group>
            <SpokenTexts texts={revision.texts} />
          </li>
        ))}
      </Stack>
    </Drawer>
  );
}
