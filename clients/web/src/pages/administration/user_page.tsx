import { useQuery } from "@connectrpc/connect-query";
import { Button, Menu, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import {
  AccessService,
  CredentialState,
  type ApiToken,
  type RoleBinding,
  type UserSession,
} from "@plenary/client/gen/plenary/v1/access_pb";
import { Classification } from "@plenary/client/gen/plenary/v1/common_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useMe } from "../../api/me.ts";
import { useAll } from "../../api/pages.ts";
import { ROLE_WORDS } from "../../frame/role_words.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { useConfirm } from "../../parts/confirm.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import { formatDay, formatInstant, ownZone } from "../../parts/when.ts";
import { usePersonLines } from "../../parts/directory.ts";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { AdministrationNav } from "./administration_nav.tsx";
import { useBindings, useFreshAccess } from "./asked.ts";
import { BindingDialog } from "./binding_dialog.tsx";
import { PasswordDialog } from "./password_dialog.tsx";
import { useAdministrationRights } from "./rights.ts";
import { TokenDialog } from "./token_dialog.tsx";
import { UserForm } from "./user_form.tsx";
import { useResourceWord } from "./use_resource_word.ts";

export const CREDENTIAL_TONES: Record<CredentialState, Tone> = {
  [CredentialState.CREDENTIAL_STATE_UNSPECIFIED]: "quiet",
  [CredentialState.ACTIVE]: "good",
  [CredentialState.LAPSED]: "quiet",
  [CredentialState.REVOKED]: "bad",
};

// Somebody who signs in: roles, tokens, sessions.
export function UserPage() {
  const { t } = useTranslation("administration");
  const { t: common } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const change = useChange();
  const me = useMe();
  const name = `users/${useParams().user}`;
  const access = clientOf(AccessService);
  useFreshAccess();
  const { manages } = useAdministrationRights();
  const asked = useQuery(AccessService.method.getUser, { name });
  const bindings = useBindings(`user = "${name}"`);
  const tokens = useAll(AccessService.method.listApiTokens, { parent: name }, (page) => page.apiTokens);
  const sessions = useAll(AccessService.method.listUserSessions, { parent: name }, (page) => page.sessions);
  const resource = useResourceWord(
    [...(bindings.data ?? []), ...(tokens.data ?? [])].flatMap((each) => ("resource" in each ? [each.resource] : each.resources)),
  );
  const person = usePersonLines([asked.data?.person ?? ""]);
  const [opened, setOpened] = useState<"edit" | "password" | "binding" | "token">();
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const user = asked.data;
  const called = user.displayName || name.split("/")[1]!;
  const isMe = me.user?.name === name;
  const when = (time: Parameters<typeof formatInstant>[0] | undefined) => (time ? formatInstant(time, language, ownZone(), "short") : "—");
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      notifyRefused(error);
    }
  };
  const setDisabled = (disabled: boolean) =>
    attempt(async () => {
      if (
        disabled &&
        !(await confirm({
          title: t("user.askDisable", { user: called }),
          text: t("user.disableMeans"),
          action: t("user.disable"),
          danger: true,
        }))
      )
        return;
      await change({ disabled, name }, (requestId) =>
        access.updateUser({ user: { name, disabled }, updateMask: { paths: ["disabled"] }, requestId }),
      );
      notifyDone(t(disabled ? "user.disabledNow" : "user.enabledNow", { user: called }));
    });
  const remove = () =>
    attempt(async () => {
      if (
        !(await confirm({
          title: t("user.askDelete", { user: called }),
          text: t("user.deleteMeans"),
          action: t("user.delete"),
          danger: true,
        }))
      )
        return;
      await navigate("/administration");
      await change({ delete: name }, (requestId) => access.deleteUser({ name, requestId }));
      notifyDone(t("user.deleted", { user: called }));
    });
  const unbind = (binding: RoleBinding) =>
    attempt(async () => {
      const { role, resource: on } = binding;
      await change({ unbind: binding.name }, (requestId) => access.deleteRoleBinding({ name: binding.name, requestId }));
      notifyDone(t("binding.deleted", { role: common(ROLE_WORDS[role]) }), async () => {
        await change({ bind: binding.name }, (requestId) =>
          access.createRoleBinding({ roleBinding: { user: name, role, resource: on }, requestId }),
        );
      });
    });
  const revokeToken = (token: ApiToken) =>
    attempt(async () => {
      if (
        !(await confirm({
          title: t("token.askRevoke", { token: token.displayName || token.name.split("/")[3] }),
          text: t("token.revokeMeans"),
          action: t("token.revoke"),
          danger: true,
        }))
      )
        return;
      await change({ revoke: token.name }, (requestId) => access.revokeApiToken({ name: token.name, requestId }));
      notifyDone(t("token.revoked"));
    });
  const revokeSession = (session: UserSession) =>
    attempt(async () => {
      await change({ revoke: session.name }, (requestId) => access.revokeUserSession({ name: session.name, requestId }));
      notifyDone(t("session.revoked"));
    });
  const state = (of: CredentialState) => <StateBadge tone={CREDENTIAL_TONES[of]}>{t(`credential.${CredentialState[of]}`)}</StateBadge>;
  const isWorking = (of: CredentialState) => of === CredentialState.ACTIVE;
  const bindingColumns: SimpleColumn<RoleBinding>[] = [
    { id: "role", header: t("role"), isTitle: true, cell: ({ role }) => <Text fw={500}>{common(ROLE_WORDS[role])}</Text> },
    { id: "on", header: t("binding.on"), cell: ({ resource: on }) => resource(on) },
    { id: "since", header: t("user.since"), cell: ({ createTime }) => when(createTime) },
    {
      id: "act",
      header: t("deeds"),
      isHeard: true,
      align: "right",
      cell: (binding) =>
        manages && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t("binding.delete")}: ${common(ROLE_WORDS[binding.role])}, ${resource(binding.resource)}`}
            onClick={() => void unbind(binding)}
          >
            {t("binding.delete")}
          </Button>
        ),
    },
  ];
  const tokenColumns: SimpleColumn<ApiToken>[] = [
    { id: "for", header: t("token.for"), isTitle: true, cell: ({ displayName, name: own }) => displayName || own.split("/")[3] },
    {
      id: "scope",
      header: t("token.scope"),
      cell: ({ readOnly, roles, resources }) =>
        [
          t(readOnly ? "token.reads" : "token.writes"),
          roles.map((role) => common(ROLE_WORDS[role])).join(", "),
          resources.map(resource).join(", "),
        ]
          .filter((part) => part !== "")
          .join(" · "),
    },
    { id: "until", header: t("token.until"), cell: ({ expireTime }) => (expireTime ? formatDay(expireTime, language, ownZone()) : "—") },
    { id: "used", header: t("lastUsed"), cell: ({ lastUseTime }) => when(lastUseTime) },
    { id: "state", header: t("state"), cell: (token) => state(token.state) },
    {
      id: "act",
      header: t("deeds"),
      isHeard: true,
      align: "right",
      cell: (token) =>
        (manages || isMe) &&
        isWorking(token.state) && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t("token.revoke")}: ${token.displayName}`}
            onClick={() => void revokeToken(token)}
          >
            {t("token.revoke")}
          </Button>
        ),
    },
  ];
  const sessionColumns: SimpleColumn<UserSession>[] = [
    { id: "from", header: t("session.from"), isTitle: true, cell: ({ createTime }) => when(createTime) },
    { id: "until", header: t("session.until"), cell: ({ expireTime, revokeTime }) => when(revokeTime ?? expireTime) },
    { id: "state", header: t("state"), cell: (session) => state(session.state) },
    {
      id: "act",
      header: t("deeds"),
      isHeard: true,
      align: "right",
      cell: (session) =>
        (manages || isMe) &&
        isWorking(session.state) && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t("session.revoke")}: ${when(session.createTime)}`}
            onClick={() => void revokeSession(session)}
          >
            {t("session.revoke")}
          </Button>
        ),
    },
  ];
  return (
    <Page
      title={called}
      lead={[
        name.split("/")[1],
        person(user.person),
        t(`clearance.${Classification[user.clearance || Classification.OFFICIAL]}`),
        user.disabled ? t("user.isDisabled") : "",
      ]
        .filter(Boolean)
        .join(" · ")}
      actions={
        manages && (
          <>
            <Menu>
              <Menu.Target>
                <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
                  {t("user.more")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setOpened("edit")}>{t("user.edit")}</Menu.Item>
                <Menu.Item onClick={() => setOpened("password")}>{t("password.action")}</Menu.Item>
                <Menu.Divider />
                {!isMe && (
                  <Menu.Item onClick={() => void setDisabled(!user.disabled)}>
                    {t(user.disabled ? "user.enable" : "user.disable")}
                  </Menu.Item>
                )}
                {!isMe && (
                  <Menu.Item color="red" onClick={() => void remove()}>
                    {t("user.delete")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
            <Button onClick={() => setOpened("binding")}>{t("binding.create")}</Button>
          </>
        )
      }
    >
      <AdministrationNav />
      <Section title={t("roles")} count={bindings.data?.length ?? 0}>
        {bindings.data?.length === 0 ? (
          <Text c="dimmed">{t("binding.none")}</Text>
        ) : (
          <SimpleTable label={t("roles")} columns={bindingColumns} rows={bindings.data ?? []} keyOf={(each) => each.name} />
        )}
        {user.claimedRoles.length > 0 && (
          <Text size="sm" c="dimmed" mt="xs">
            {t("binding.claimed", { roles: user.claimedRoles.map((role) => common(ROLE_WORDS[role])).join(", ") })}
          </Text>
        )}
      </Section>
      <Section
        title={t("token.all")}
        count={tokens.data?.length ?? 0}
        actions={
          (manages || isMe) && (
            <Button size="compact-sm" variant="default" onClick={() => setOpened("token")}>
              {t("token.create")}
            </Button>
          )
        }
      >
        {tokens.data?.length === 0 ? (
          <Text c="dimmed">{t("token.none")}</Text>
        ) : (
          <SimpleTable label={t("token.all")} columns={tokenColumns} rows={tokens.data ?? []} keyOf={(each) => each.name} />
        )}
      </Section>
      <Section title={t("session.all")} count={sessions.data?.length ?? 0}>
        {sessions.data?.length === 0 ? (
          <Text c="dimmed">{t("session.none")}</Text>
        ) : (
          <SimpleTable label={t("session.all")} columns={sessionColumns} rows={sessions.data ?? []} keyOf={(each) => each.name} />
        )}
      </Section>
      {opened === "edit" && <UserForm user={user} onClose={() => setOpened(undefined)} />}
      {opened === "password" && <PasswordDialog user={name} called={called} onClose={() => setOpened(undefined)} />}
      {opened === "binding" && <BindingDialog user={name} called={called} onClose={() => setOpened(undefined)} />}
      {opened === "token" && <TokenDialog user={name} onClose={() => setOpened(undefined)} />}
    </Page>
  );
}
