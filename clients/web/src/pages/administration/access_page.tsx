import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Group, SegmentedControl, Text } from "@mantine/core";
import { AccessService, type RoleBinding, type WhoCanSeeResponse_Viewer } from "@plenary/client/gen/plenary/v1/access_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ROLE_WORDS } from "../../frame/role_words.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { EventPicker, OrganizationPicker, PersonPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay, ownZone } from "../../parts/when.ts";
import { useAddress } from "../../parts/use_address.ts";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { AdministrationNav } from "./administration_nav.tsx";
import { useBindings, useFreshAccess, useUsers } from "./asked.ts";
import { userHref } from "./users_page.tsx";
import { useResourceWord } from "./use_resource_word.ts";

// Who holds which role where, and who can see a thing.
export function AccessPage() {
  const { t } = useTranslation("administration");
  const { t: common } = useTranslation();
  const language = useLanguage();
  const [get, set] = useAddress();
  useFreshAccess();
  const users = useUsers();
  const bindings = useBindings();
  const called = (name: string) => users.data?.find((user) => user.name === name)?.displayName || name.split("/")[1] || "";
  const resource = useResourceWord((bindings.data ?? []).map((binding) => binding.resource));
  const columns: Column<RoleBinding>[] = [
    {
      id: "user",
      header: t("user.name"),
      value: ({ user }) => called(user),
      width: 220,
      cell: ({ user }) => (
        <Anchor component={Link} to={userHref(user)} c="inherit" fw={500}>
          {called(user)}
        </Anchor>
      ),
    },
    { id: "role", header: t("role"), value: ({ role }) => common(ROLE_WORDS[role]), width: 200 },
    { id: "on", header: t("binding.on"), value: (binding) => resource(binding.resource), width: 320 },
    {
      id: "since",
      header: t("user.since"),
      value: ({ createTime }) => Number(createTime?.seconds ?? 0n),
      cell: ({ createTime }) => createTime && formatDay(createTime, language, ownZone()),
      width: 150,
    },
  ];
  return (
    <Page title={t("tab.access")} lead={bindings.data && t("binding.count", { count: bindings.data.length })}>
      <AdministrationNav />
      <Section title={t("see.title")}>
        <WhoCanSee name={get("see")} onChange={(see) => set({ see })} />
      </Section>
      <Section title={t("binding.all")}>
        {bindings.error && <Refused error={bindings.error} onRetry={() => void bindings.refetch()} />}
        <DataTable
          label={t("binding.all")}
          columns={columns}
          rows={bindings.data ?? []}
          keyOf={({ name }) => name}
          loading={bindings.isPending}
          empty={<Empty text={t("binding.none")} />}
        />
      </Section>
    </Page>
  );
}

const KINDS = ["events", "people", "organizations"];

// Who can see an event, a person or an organization, and by which role.
function WhoCanSee({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const { t } = useTranslation("administration");
  const { t: common } = useTranslation();
  const kind = KINDS.find((each) => name.startsWith(each)) ?? "events";
  const isNamed = name.includes("/");
  const asked = useQuery(AccessService.method.whoCanSee, { name }, { enabled: isNamed });
  const viewers = asked.data?.viewers ?? [];
  const resource = useResourceWord(viewers.flatMap(({ roles }) => roles.map((role) => role.resource)));
  const Field = { events: EventPicker, people: PersonPicker, organizations: OrganizationPicker }[
    kind as "events" | "people" | "organizations"
  ];
  const columns: SimpleColumn<WhoCanSeeResponse_Viewer>[] = [
    {
      id: "who",
      header: t("see.who"),
      isTitle: true,
      cell: ({ caller, displayName }) =>
        caller.startsWith("users/") ? (
          <Anchor component={Link} to={userHref(caller)}>
            {displayName || caller.split("/")[1]}
          </Anchor>
        ) : (
          `${t("see.link")}: ${displayName}`
        ),
    },
    {
      id: "why",
      header: t("see.why"),
      cell: ({ roles }) =>
        roles.map((held, i) => (
          <div key={i}>
            {common(ROLE_WORDS[held.role])} – {resource(held.resource)}
          </div>
        )),
    },
  ];
  return (
    <>
      <Group align="flex-end" gap="sm" mb="sm">
        <SegmentedControl
          aria-label={t("see.what")}
          value={kind}
          onChange={onChange}
          data={KINDS.map((each) => ({ value: each, label: t(`see.kind.${each}`) }))}
        />
        <Field key={kind} label={t("see.field")} value={isNamed ? name : null} onChange={(chosen) => onChange(chosen ?? kind)} />
      </Group>
      {asked.error && <Refused error={asked.error} />}
      {isNamed &&
        asked.data &&
        (viewers.length === 0 ? (
          <Text c="dimmed">{t("see.nobody")}</Text>
        ) : (
          <SimpleTable label={t("see.title")} columns={columns} rows={viewers} keyOf={({ caller }) => caller} />
        ))}
    </>
  );
}
