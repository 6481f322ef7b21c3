import { Drawer, Group, Skeleton, Stack, Text } from "@mantine/core";
import { ProtocolService, type ProtocolItem } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatInstant, ownZone } from "../../parts/when.ts";
import { languageName } from "../../parts/language_name.ts";

// Every revision of an item, the latest first, with the texts that were written in each.
export function ItemHistory({ item, onClose }: { item: ProtocolItem; onClose: () => void }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const revisions = useAll(ProtocolService.method.listProtocolItemRevisions, { name: item.name }, (page) => page.protocolItems);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("item.historyOf", { number: item.number })}
      closeButtonProps={{ "aria-label": t("form.close") }}
    >
      {revisions.error && <Refused error={revisions.error} onRetry={() => void revisions.refetch()} />}
      {revisions.isPending && <Skeleton height={120} />}
      <Stack gap="lg" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
        {revisions.data?.map((revision) => (
          <li key={revision.revision}>
            <Group gap="xs" mb={4}>
              <Text fw={600}>{t("position.revision", { number: revision.revision })}</Text>
              {revision.updateTime && (
                <Text size="sm" c="dimmed">
                  {formatInstant(revision.updateTime, language, ownZone())}
                </Text>
              )}
            </Group>
            {revision.texts
              .filter((text) => text.revision === revision.revision)
              .map((text) => (
                <div key={text.language}>
                  <Text size="sm" c="dimmed">
                    {languageName(text.language)}
                  </Text>
                  <Text style={{ whiteSpace: "pre-line" }} lang={text.language}>
                    {text.text}
                  </Text>
                </div>
              ))}
          </li>
        ))}
      </Stack>
    </Drawer>
  );
}
