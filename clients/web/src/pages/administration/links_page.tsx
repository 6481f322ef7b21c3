import { Anchor, Button, Text } from "@mantine/core";
import { AccessService, CredentialState, type RegistrationLink } from "@plenary/client/gen/plenary/v1/access_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useConfirm } from "../../parts/confirm.tsx";
import { Empty } from "../../parts/empty.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { EventPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay, formatInstant, ownZone } from "../../parts/when.ts";
import { useAddress } from "../../parts/use_address.ts";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { AdministrationNav } from "./administration_nav.tsx";
import { useFreshAccess } from "./asked.ts";
import { useAdministrationRights } from "./rights.ts";
import { CREDENTIAL_TONES } from "./user_page.tsx";
import { useResourceWord } from "./use_resource_word.ts";

// The registration links of an event. New ones are made on a delegation's page.
export function LinksPage() {
  const { t } = useTranslation("administration");
  const language = useLanguage();
  const confirm = useConfirm();
  const change = useChange();
  const [get, set] = useAddress();
  const event = get("event");
  useFreshAccess();
  const { manages } = useAdministrationRights();
  const links = useAll(AccessService.method.listRegistrationLinks, { parent: event }, (page) => page.registrationLinks, {
    enabled: event !== "",
  });
  const delegation = useResourceWord((links.data ?? []).map((link) => link.delegation));
  const revoke = async (link: RegistrationLink) => {
    const title = t("link.askRevoke", { link: link.displayName || delegation(link.delegation) });
    if (!(await confirm({ title, text: t("link.revokeMeans"), action: t("link.revoke"), danger: true }))) return;
    try {
      await change({ revoke: link.name }, (requestId) => clientOf(AccessService).revokeRegistrationLink({ name: link.name, requestId }));
      notifyDone(t("link.revoked"));
    } catch (error) {
      notifyRefused(error);
    }
  };
  const columns: SimpleColumn<RegistrationLink>[] = [
    {
      id: "delegation",
      header: t("place.delegation"),
      isTitle: true,
      cell: (link) => (
        <Anchor component={Link} to={`/${link.delegation}`}>
          {delegation(link.delegation)}
        </Anchor>
      ),
    },
    { id: "to", header: t("link.to"), cell: ({ displayName }) => displayName || "—" },
    { id: "until", header: t("token.until"), cell: ({ expireTime }) => (expireTime ? formatDay(expireTime, language, ownZone()) : "—") },
    {
      id: "used",
      header: t("lastUsed"),
      cell: ({ lastUseTime }) => (lastUseTime ? formatInstant(lastUseTime, language, ownZone(), "short") : t("never")),
    },
    {
      id: "state",
      header: t("state"),
      cell: ({ state }) => <StateBadge tone={CREDENTIAL_TONES[state]}>{t(`credential.${CredentialState[state]}`)}</StateBadge>,
    },
    {
      id: "act",
      header: t("deeds"),
      isHeard: true,
      align: "right",
      cell: (link) =>
        manages &&
        link.state === CredentialState.ACTIVE && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t("link.revoke")}: ${delegation(link.delegation)}`}
            onClick={() => void revoke(link)}
          >
            {t("link.revoke")}
          </Button>
        ),
    },
  ];
  return (
    <Page title={t("tab.links")} lead={t("link.lead")}>
      <AdministrationNav />
      <div style={{ maxWidth: 420 }}>
        <EventPicker label={t("place.event")} value={event || null} onChange={(name) => set({ event: name ?? "" })} />
      </div>
      {links.error && <Refused error={links.error} onRetry={() => void links.refetch()} />}
      {event === "" && <Text c="dimmed">{t("link.choose")}</Text>}
      {links.data?.length === 0 && <Empty text={t("link.none")} />}
      {(links.data?.length ?? 0) > 0 && (
        <SimpleTable label={t("tab.links")} columns={columns} rows={links.data ?? []} keyOf={({ name }) => name} />
      )}
    </Page>
  );
}
