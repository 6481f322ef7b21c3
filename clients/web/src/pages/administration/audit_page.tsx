import { Anchor, Button, Group, Select, Skeleton, Text, TextInput } from "@mantine/core";
import { AuditService } from "@plenary/client/gen/plenary/v1/audit_pb";
import { Change_Kind, type Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DayField } from "../../parts/day_field.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PersonPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatInstant, ownZone, zoneLabel } from "../../parts/when.ts";
import { callerOf, pageOf } from "../changes/change_log.ts";
import { useAddress } from "../../parts/use_address.ts";
import { usePersonLines } from "../../parts/directory.ts";
import { hrefOf } from "../../parts/resource_names.ts";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { AdministrationNav } from "./administration_nav.tsx";
import { useUsers } from "./asked.ts";
import { deedText, entriesFilter } from "./audit_words.ts";
import { SignedHeads } from "./signed_heads.tsx";
import { useResourceWord } from "./use_resource_word.ts";
import { Verification } from "./verification.tsx";

const PAGE_SIZE = 100;
const PARTITIONS = ["directory", "access", "control", "figures"];
const KINDS = ["CREATED", "UPDATED", "DELETED", "UNDELETED", "ERASED", "READ"];

// Who did what, and the proof that nobody edited the record.
export function AuditPage() {
  const { t } = useTranslation(["administration", "changes"]);
  const language = useLanguage();
  const [get, set] = useAddress();
  const users = useUsers();
  const asked = {
    caller: get("caller"),
    resource: get("resource"),
    partition: get("partition"),
    kind: get("kind"),
    from: get("from"),
    until: get("until"),
  };
  const filter = entriesFilter(asked);
  const entries = useInfiniteQuery({
    queryKey: ["audit entries", filter],
    queryFn: ({ pageParam, signal }) =>
      clientOf(AuditService).listEntries({ filter, pageSize: PAGE_SIZE, pageToken: pageParam }, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    structuralSharing: false,
  });
  const rows = entries.data?.pages.flatMap((page) => page.entries) ?? [];
  const personOf = (name: string) => (name.startsWith("people/") ? name.split("/").slice(0, 2).join("/") : "");
  const person = usePersonLines(rows.map(({ resourceName }) => personOf(resourceName)));
  const partition = useResourceWord([...rows.map((row) => row.partition), asked.partition].filter((name) => name.includes("/")));
  const partitionWord = (name: string) => (name.includes("/") ? partition(name) : t(`partition.${name}`));
  const called = (caller: string) =>
    caller.startsWith("users/")
      ? users.data?.find(({ name }) => name === caller)?.displayName || caller.split("/")[1]!
      : t(caller.startsWith("registrationLinks/") ? "changes:by.link" : "changes:by.system");
  const where = (change: Change) => {
    const page =
      pageOf(change.resourceName) ??
      (/^(people|organizations|negotiations|commitments|actionItems|actionPlans|trips|results)\//.test(change.resourceName)
        ? hrefOf(personOf(change.resourceName) || change.resourceName)
        : undefined);
    const user = change.resourceName.startsWith("users/") ? change.resourceName.split("/").slice(0, 2).join("/") : "";
    const word = person(personOf(change.resourceName)) || (user === "" ? change.resourceName : called(user));
    const to = user === "" ? page : `/administration/${user}`;
    const look = { overflowWrap: "anywhere" } as const;
    return to ? (
      <Anchor component={Link} to={to} style={look} title={change.resourceName}>
        {word}
      </Anchor>
    ) : (
      <Text size="sm" c="dimmed" style={look}>
        {word}
      </Text>
    );
  };
  const columns: SimpleColumn<Change>[] = [
    {
      id: "when",
      header: t("audit.when"),
      width: "15%",
      cell: ({ changeTime }) =>
        changeTime && (
          <Text size="sm" style={{ whiteSpace: "nowrap" }}>
            {formatInstant(changeTime, language, ownZone(), "short")}
          </Text>
        ),
    },
    { id: "what", header: t("audit.what"), isTitle: true, width: "26%", cell: (change) => <Text fw={500}>{deedText(change)}</Text> },
    {
      id: "who",
      header: t("audit.who"),
      width: "17%",
      cell: (change) => (
        <Anchor component="button" type="button" ta="left" onClick={() => set({ caller: callerOf(change) })}>
          {called(callerOf(change))}
        </Anchor>
      ),
    },
    { id: "on", header: t("audit.on"), width: "26%", cell: where },
    {
      id: "in",
      header: t("audit.in"),
      cell: (change) => (
        <Text size="sm" c="dimmed">
          {partitionWord(change.partition)}, {t("changes:number", { number: Number(change.number) })}
        </Text>
      ),
    },
  ];
  const partitions = [...new Set([...PARTITIONS, ...rows.map((row) => row.partition), asked.partition])].filter((name) => name !== "");
  return (
    <Page title={t("tab.audit")} lead={`${t("audit.lead")} ${t("audit.zone", { zone: zoneLabel(ownZone(), language) })}`}>
      <AdministrationNav />
      <Verification partition={asked.partition} partitionWord={asked.partition === "" ? "" : partitionWord(asked.partition)} />
      <Section title={t("audit.entries")}>
        <Group gap="sm" align="flex-end" mb="sm">
          <Select
            label={t("audit.who")}
            placeholder={t("changes:filter.anybody")}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("audit.clear") }}
            w={200}
            value={asked.caller || null}
            onChange={(caller) => set({ caller: caller ?? "" })}
            data={(users.data ?? []).map(({ name, displayName }) => ({ value: name, label: displayName || name.split("/")[1]! }))}
          />
          <PersonPicker
            label={t("audit.person")}
            value={asked.resource.startsWith("people/") ? asked.resource : null}
            onChange={(name) => set({ resource: name ?? "" })}
          />
          <TextInput
            label={t("audit.resource")}
            placeholder="events/…"
            w={200}
            value={asked.resource}
            onChange={(event) => set({ resource: event.currentTarget.value })}
          />
          <Select
            label={t("audit.in")}
            placeholder={t("everywhere")}
            clearable
            clearButtonProps={{ "aria-label": t("audit.clear") }}
            w={200}
            value={asked.partition || null}
            onChange={(next) => set({ partition: next ?? "" })}
            data={partitions.map((name) => ({ value: name, label: partitionWord(name) }))}
          />
          <Select
            label={t("audit.kind")}
            placeholder={t("audit.anyKind")}
            clearable
            clearButtonProps={{ "aria-label": t("audit.clear") }}
            w={200}
            value={asked.kind || null}
            onChange={(next) => set({ kind: next ?? "" })}
            data={KINDS.map((kind) => ({
              value: kind,
              label: t(`changes:kind.${Change_Kind[Change_Kind[kind as keyof typeof Change_Kind]]}`),
            }))}
          />
          <DayField label={t("audit.from")} value={asked.from} onChange={(from) => set({ from })} />
          <DayField label={t("audit.until")} value={asked.until} onChange={(until) => set({ until })} />
          {filter !== "" && (
            <Button variant="subtle" onClick={() => set({ caller: "", resource: "", partition: "", kind: "", from: "", until: "" })}>
              {t("changes:filter.clear")}
            </Button>
          )}
        </Group>
        {entries.error && <Refused error={entries.error} onRetry={() => void entries.refetch()} />}
        {entries.isPending && <Skeleton height={300} />}
        {entries.data && rows.length === 0 && <Empty text={t("audit.none")} />}
        {rows.length > 0 && (
          <SimpleTable label={t("audit.entries")} columns={columns} rows={rows} keyOf={({ partition: of, number }) => `${of} ${number}`} />
        )}
        {entries.hasNextPage && (
          <Button mt="sm" variant="default" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t("audit.more")}
          </Button>
        )}
      </Section>
      <SignedHeads />
    </Page>
  );
}
