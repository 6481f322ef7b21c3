import { Button, Group, Stack, Text } from "@mantine/core";
import { createConnectQueryKey, useQuery } from "@connectrpc/connect-query";
import { AccessService, CredentialState, type RegistrationLink } from "@plenary/client/gen/plenary/v1/access_pb";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useConfirm } from "../../parts/confirm.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatAgo, formatDay } from "../../parts/when.ts";
import { Panel } from "../registration/panel.tsx";
import type { DelegationData } from "../registration/use_registration_data.ts";
import { LinkDialog } from "./link_dialog.tsx";

// The registration links of a delegation: who has one, whether it works, and a new one.
export function LinksPanel({ data }: { data: DelegationData }) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const client = useQueryClient();
  const confirm = useConfirm();
  const [isOpen, setOpen] = useState(false);
  const { delegation, event } = data;
  const links = useQuery(AccessService.method.listRegistrationLinks, { parent: delegation.name, pageSize: 100 });
  const readAnew = () =>
    client.invalidateQueries({
      queryKey: createConnectQueryKey({ schema: AccessService.method.listRegistrationLinks, cardinality: undefined }),
    });
  const revoke = async (link: RegistrationLink) => {
    const isSure = await confirm({
      title: t("links.revokeAsk", { name: link.displayName || t("links.nameless") }),
      text: t("links.revokeText"),
      action: t("links.revoke"),
      danger: true,
    });
    if (!isSure) return;
    try {
      await clientOf(AccessService).revokeRegistrationLink({ name: link.name, requestId: crypto.randomUUID() });
      notifyDone(t("links.revoked"));
    } catch (error) {
      notifyRefused(error);
    }
    await readAnew();
  };
  const all = links.data?.registrationLinks ?? [];
  return (
    <Panel
      title={t("links.title")}
      aside={
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
          {t("links.create")}
        </Button>
      }
    >
      {all.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("links.none")}
        </Text>
      )}
      <Stack gap="sm">
        {all.map((link) => (
          <div key={link.name}>
            <Text size="sm">{link.displayName || t("links.nameless")}</Text>
            <Text size="xs" c="dimmed">
              {link.lastUseTime ? t("links.used", { when: formatAgo(link.lastUseTime, language) }) : t("links.unused")}
              {link.boundToBrowser && ` · ${t("links.bound")}`}
            </Text>
            <Group gap={4} mt={4}>
              {link.state === CredentialState.ACTIVE ? (
                <StateBadge tone="good">{t("links.until", { when: formatDay(link.expireTime!, language, event.timeZone) })}</StateBadge>
              ) : (
                <StateBadge tone="quiet">{t(`links.state.${CredentialState[link.state]}`)}</StateBadge>
              )}
              {link.state === CredentialState.ACTIVE && (
                <Button size="compact-xs" variant="subtle" color="red" onClick={() => void revoke(link)}>
                  {t("links.revoke")}
                </Button>
              )}
            </Group>
          </div>
        ))}
      </Stack>
      {isOpen && <LinkDialog data={data} onClose={() => setOpen(false)} onCreated={() => void readAnew()} />}
    </Panel>
  );
}
