import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Checkbox, Group, List, SegmentedControl, Text } from "@mantine/core";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { PersonalDataService, type LegalHold } from "@plenary/client/gen/plenary/v1/personal_data_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { useConfirm } from "../../parts/confirm.tsx";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { EventPicker, PersonPicker } from "../../parts/pickers.tsx";
import { PersonName } from "../../parts/person_name.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatInstant, ownZone } from "../../parts/when.ts";
import { usePersonLines } from "../../parts/directory.ts";
import { Section } from "../../parts/section.tsx";
import { SimpleTable, type SimpleColumn } from "../../parts/simple_table.tsx";
import { AdministrationNav } from "./administration_nav.tsx";
import { useUsers } from "./asked.ts";
import { useAdministrationRights } from "./rights.ts";
import { useResourceWord } from "./use_resource_word.ts";

// What may not be let go of, and letting go of a person for good.
export function DataPage() {
  const { t } = useTranslation("administration");
  const language = useLanguage();
  const confirm = useConfirm();
  const change = useChange();
  const { holds: mayHold, erases } = useAdministrationRights();
  const [opened, setOpened] = useState<"hold" | "erase">();
  const holds = useAll(PersonalDataService.method.listLegalHolds, {}, (page) => page.legalHolds);
  const users = useUsers();
  const all = holds.data ?? [];
  const person = usePersonLines(all.map(({ resource }) => (resource.startsWith("people/") ? resource : "")));
  const event = useResourceWord(all.map(({ resource }) => resource).filter((name) => name.startsWith("events/")));
  const what = ({ resource }: LegalHold) => (resource.startsWith("people/") ? person(resource) : event(resource));
  const when = (time: LegalHold["createTime"]) => (time ? formatInstant(time, language, ownZone(), "short") : "");
  const release = async (hold: LegalHold) => {
    if (
      !(await confirm({
        title: t("hold.askRelease", { what: what(hold) }),
        text: t("hold.releaseMeans"),
        action: t("hold.release"),
        danger: true,
      }))
    )
      return;
    try {
      await change({ release: hold.name }, (requestId) => clientOf(PersonalDataService).releaseLegalHold({ name: hold.name, requestId }));
      notifyDone(t("hold.released"));
    } catch (error) {
      notifyRefused(error);
    }
  };
  const columns: SimpleColumn<LegalHold>[] = [
    { id: "what", header: t("hold.what"), isTitle: true, cell: (hold) => <Text fw={500}>{what(hold)}</Text> },
    { id: "why", header: t("hold.why"), cell: ({ reason }) => reason },
    {
      id: "who",
      header: t("audit.who"),
      cell: ({ caller }) => users.data?.find(({ name }) => caller.startsWith(name))?.displayName || caller.split("/")[1],
    },
    { id: "since", header: t("user.since"), cell: ({ createTime }) => when(createTime) },
    {
      id: "state",
      header: t("state"),
      cell: ({ releaseTime }) => (
        <StateBadge tone={releaseTime ? "quiet" : "waiting"}>
          {releaseTime ? t("hold.isReleased", { when: when(releaseTime) }) : t("hold.stands")}
        </StateBadge>
      ),
    },
    {
      id: "act",
      header: t("deeds"),
      isHeard: true,
      align: "right",
      cell: (hold) =>
        mayHold &&
        !hold.releaseTime && (
          <Button size="compact-sm" variant="default" aria-label={`${t("hold.release")}: ${what(hold)}`} onClick={() => void release(hold)}>
            {t("hold.release")}
          </Button>
        ),
    },
  ];
  return (
    <Page
      title={t("tab.data")}
      lead={t("hold.lead")}
      actions={mayHold && <Button onClick={() => setOpened("hold")}>{t("hold.create")}</Button>}
    >
      <AdministrationNav />
      <Section title={t("hold.all")} count={all.length}>
        {holds.error && <Refused error={holds.error} onRetry={() => void holds.refetch()} />}
        {holds.data?.length === 0 ? (
          <Text c="dimmed">{t("hold.none")}</Text>
        ) : (
          <SimpleTable label={t("hold.all")} columns={columns} rows={all} keyOf={({ name }) => name} />
        )}
      </Section>
      {erases && (
        <Section title={t("erase.section")}>
          <Text maw={760} mb="sm">
            {t("erase.explain")}
          </Text>
          <Button color="red" variant="outline" onClick={() => setOpened("erase")}>
            {t("erase.open")}
          </Button>
        </Section>
      )}
      {opened === "hold" && <HoldDialog onClose={() => setOpened(undefined)} />}
      {opened === "erase" && <EraseDialog onClose={() => setOpened(undefined)} />}
    </Page>
  );
}

function HoldDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("administration");
  const [said, setSaid] = useState({ kind: "event", resource: "", reason: "" });
  const Field = said.kind === "event" ? EventPicker : PersonPicker;
  const act = async (requestId: string) => {
    await clientOf(PersonalDataService).createLegalHold({ legalHold: { resource: said.resource, reason: said.reason.trim() }, requestId });
    notifyDone(t("hold.created"));
  };
  return (
    <ActDialog
      title={t("hold.create")}
      action={t("hold.create")}
      isReady={said.resource !== "" && said.reason.trim() !== ""}
      said={said}
      act={act}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t("hold.what")}
        value={said.kind}
        onChange={(kind) => setSaid({ ...said, kind, resource: "" })}
        data={["event", "person"].map((kind) => ({ value: kind, label: t(`hold.kind.${kind}`) }))}
      />
      <Field
        key={said.kind}
        label={t(`hold.kind.${said.kind}`)}
        required
        value={said.resource || null}
        onChange={(resource) => setSaid({ ...said, resource: resource ?? "" })}
      />
      <LongField label={t("hold.why")} required value={said.reason} onChange={(reason) => setSaid({ ...said, reason })} />
    </ActDialog>
  );
}

const LOST = ["names", "protected", "stays", "history"] as const;

// Says what is lost for good, and asks to have it read.
function EraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("administration");
  const [said, setSaid] = useState({ person: "", reason: "" });
  const [isSure, setIsSure] = useState(false);
  const asked = useQuery(DirectoryService.method.getPerson, { name: said.person }, { enabled: said.person !== "" });
  const act = async (requestId: string) => {
    await clientOf(PersonalDataService).erasePerson({ name: said.person, reason: said.reason.trim(), requestId });
    notifyDone(t("erase.done"));
  };
  return (
    <ActDialog
      title={t("erase.title")}
      action={t("erase.action")}
      danger
      isReady={isSure && said.person !== "" && said.reason.trim() !== ""}
      said={said}
      act={act}
      onClose={onClose}
    >
      <PersonPicker
        label={t("erase.whom")}
        required
        value={said.person || null}
        onChange={(person) => {
          setSaid({ ...said, person: person ?? "" });
          setIsSure(false);
        }}
      />
      {asked.data && (
        <Alert color="red" variant="light" title={t("erase.lost")}>
          <Group mb="xs">
            <PersonName person={asked.data} />
          </Group>
          <List size="sm">
            {LOST.map((each) => (
              <List.Item key={each}>{t(`erase.what.${each}`)}</List.Item>
            ))}
          </List>
          <Text size="sm" mt="xs">
            {t("erase.stays")}
          </Text>
        </Alert>
      )}
      <LongField
        label={t("erase.reason")}
        description={t("erase.reasonHint")}
        required
        value={said.reason}
        onChange={(reason) => setSaid({ ...said, reason })}
      />
      <Checkbox
        label={t("erase.sure")}
        checked={isSure}
        disabled={said.person === ""}
        onChange={(event) => setIsSure(event.currentTarget.checked)}
      />
    </ActDialog>
  );
}
