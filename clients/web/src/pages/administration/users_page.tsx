import { Anchor, Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { User_Kind, type User } from "@plenary/client/gen/plenary/v1/access_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay, ownZone } from "../../parts/when.ts";
import { ROLE_WORDS } from "../../frame/role_words.ts";
import { useAddress } from "../../parts/use_address.ts";
import { usePersonLines } from "../../parts/directory.ts";
import { AdministrationNav } from "./administration_nav.tsx";
import { useBindings, useFreshAccess, useUsers } from "./asked.ts";
import { useAdministrationRights } from "./rights.ts";
import { UserForm } from "./user_form.tsx";

export const userHref = (name: string) => `/administration/${name}`;

// Everybody who signs in, and as what.
export function UsersPage() {
  const { t } = useTranslation("administration");
  const { t: common } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const [get, set] = useAddress();
  const [isCreating, setIsCreating] = useState(false);
  useFreshAccess();
  const { manages } = useAdministrationRights();
  const users = useUsers();
  const bindings = useBindings();
  const all = users.data ?? [];
  const person = usePersonLines(all.map((user) => user.person));
  const id = ({ name }: User) => name.split("/")[1] ?? "";
  const called = (user: User) => user.displayName || id(user);
  const rolesOf = (user: User) =>
    [...new Set([...(bindings.data ?? []).filter((binding) => binding.user === user.name).map(({ role }) => role), ...user.claimedRoles])]
      .map((role) => common(ROLE_WORDS[role]))
      .join(", ");
  const signsIn = (user: User) =>
    [
      user.hasLocalPassword && t("signIn.password"),
      user.oidcIdentities.length > 0 && t("signIn.provider"),
      user.certificateNames.length > 0 && t("signIn.certificate"),
    ]
      .filter(Boolean)
      .join(", ");
  const columns: Column<User>[] = [
    {
      id: "name",
      header: t("user.name"),
      value: called,
      width: 220,
      cell: (user) => (
        <Anchor component={Link} to={userHref(user.name)} fw={500} c="inherit">
          {called(user)}
        </Anchor>
      ),
    },
    { id: "id", header: t("user.id"), value: id, width: 140 },
    { id: "roles", header: t("roles"), value: rolesOf, width: 280 },
    { id: "signIn", header: t("signIn.title"), value: (user) => signsIn(user) || t("signIn.none"), width: 160 },
    { id: "person", header: t("user.person"), value: (user) => person(user.person), width: 180 },
    {
      id: "kind",
      header: t("user.kind"),
      value: ({ kind }) => t(`user.kinds.${User_Kind[kind || User_Kind.PERSON]}`),
      width: 120,
      hidden: true,
    },
    {
      id: "since",
      header: t("user.since"),
      value: ({ createTime }) => Number(createTime?.seconds ?? 0n),
      cell: ({ createTime }) => createTime && formatDay(createTime, language, ownZone()),
      width: 150,
      hidden: true,
    },
    {
      id: "state",
      header: t("state"),
      value: ({ disabled }) => String(disabled),
      cell: ({ disabled }) => <StateBadge tone={disabled ? "bad" : "good"}>{t(disabled ? "user.isDisabled" : "user.isActive")}</StateBadge>,
      width: 130,
    },
  ];
  const sought = get("find").trim().toLocaleLowerCase(language);
  const shown = all.filter((user) =>
    `${called(user)} ${id(user)} ${rolesOf(user)} ${person(user.person)}`.toLocaleLowerCase(language).includes(sought),
  );
  return (
    <Page
      title={t("tab.users")}
      lead={users.data && t("user.count", { count: all.length })}
      actions={
        manages && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsCreating(true)}>
            {t("user.create")}
          </Button>
        )
      }
    >
      <AdministrationNav />
      <Group gap="sm">
        <SearchField label={t("user.find")} value={get("find")} onChange={(find) => set({ find })} w={280} maw="100%" />
      </Group>
      {users.error && <Refused error={users.error} onRetry={() => void users.refetch()} />}
      <DataTable
        label={t("tab.users")}
        columns={columns}
        rows={shown}
        keyOf={({ name }) => name}
        onOpen={({ name }) => void navigate(userHref(name))}
        loading={users.isPending}
        empty={<Empty text={t("user.none")} />}
      />
      {isCreating && <UserForm onSaved={(name) => void navigate(userHref(name))} onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
