import { Anchor, Button, Group, Modal, Select, Skeleton, Stack, Table, Text, TextInput } from "@mantine/core";
import { ScheduleService, type CalendarFeed } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { NOTHING } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { ActDialog } from "../../parts/act_dialog.tsx";
import { useConfirm } from "../../parts/confirm.tsx";
import { CopyText } from "../../parts/copy_text.tsx";
import { Empty } from "../../parts/empty.tsx";
import { sortByReader } from "../../parts/names.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatInstant, instantOf, ownZone } from "../../parts/when.ts";
import { QrCode } from "./qr_code.tsx";
import { useSchedule } from "./schedule_context.ts";

// Calendars that phones subscribe to: made, handed over as an address or a code to photograph, taken back.
export function CalendarsPage() {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const confirm = useConfirm();
  const [search] = useSearchParams();
  const { nameOf } = useSchedule();
  const feeds = useAll(ScheduleService.method.listCalendarFeeds, {}, (page) => page.calendarFeeds);
  const [isMaking, setIsMaking] = useState(search.has("of"));
  const revoke = async (feed: CalendarFeed) => {
    const yes = await confirm({ title: t("feeds.revokeTitle"), text: t("feeds.revokeText"), action: t("feeds.revoke"), danger: true });
    if (!yes) return;
    try {
      await clientOf(ScheduleService).deleteCalendarFeed({ name: feed.name, requestId: crypto.randomUUID() });
      await feeds.refetch();
      notifyDone(t("feeds.revoked"));
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <Page title={t("feeds.title")} lead={t("feeds.lead")} actions={<Button onClick={() => setIsMaking(true)}>{t("feeds.make")}</Button>}>
      {feeds.error && <Refused error={feeds.error} onRetry={() => void feeds.refetch()} />}
      {feeds.isPending && <Skeleton height={120} />}
      {feeds.data?.length === 0 && <Empty text={t("feeds.none")} />}
      {(feeds.data?.length ?? 0) > 0 && (
        <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": t("feeds.title") } }}>
          <Table verticalSpacing="sm" aria-label={t("feeds.title")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("feeds.of")}</Table.Th>
                <Table.Th>{t("feeds.note")}</Table.Th>
                <Table.Th>{t("feeds.since")}</Table.Th>
                <Table.Th>
                  <span className="only-heard">{t("verb.more")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {feeds.data!.map((feed) => (
                <Table.Tr key={feed.name}>
                  <Table.Td>{nameOf(feed.subject)}</Table.Td>
                  <Table.Td>{feed.note}</Table.Td>
                  <Table.Td>{feed.createTime && formatInstant(instantOf(feed.createTime), language, ownZone())}</Table.Td>
                  <Table.Td ta="right">
                    <Button size="compact-sm" variant="subtle" color="red" onClick={() => void revoke(feed)}>
                      {t("feeds.revoke")}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {isMaking && <MakeFeed of={search.get("of") ?? undefined} onMade={() => void feeds.refetch()} onClose={() => setIsMaking(false)} />}
    </Page>
  );
}

interface MakeFeedProps {
  of: string | undefined;
  onMade: () => void;
  onClose: () => void;
}

function MakeFeed({ of, onMade, onClose }: MakeFeedProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const { event, delegations, assets, nameOf } = useSchedule();
  const [subject, setSubject] = useState(of ?? event.name);
  const [note, setNote] = useState("");
  const [secret, setSecret] = useState("");
  const named = (names: Iterable<string>) =>
    sortByReader(
      [...names].map((value) => ({ value, label: nameOf(value) })),
      ({ label }) => label,
      language,
    );
  const first = [event.name, ...(of && of !== event.name ? [of] : [])];
  const choices = [
    {
      group: t("feeds.event"),
      items: first.map((value) => ({ value, label: value === event.name ? t("print.wholeEvent") : nameOf(value) })),
    },
    { group: t("itinerary.delegations"), items: named(delegations.filter((name) => !first.includes(name))) },
    {
      group: t("itinerary.assets"),
      items: named([...assets.values()].filter(({ name, deleteTime }) => !deleteTime && !first.includes(name)).map(({ name }) => name)),
    },
  ];
  const act = async (requestId: string) => {
    const feed = await clientOf(ScheduleService).createCalendarFeed({ calendarFeed: { subject, languageCode: language, note }, requestId });
    setSecret(feed.secret);
    onMade();
  };
  const address = `${location.origin}/calendars/${secret}.ics`;
  if (secret === "") {
    return (
      <ActDialog
        title={t("feeds.make")}
        action={t("feeds.make")}
        said={{ subject, note }}
        touches={NOTHING}
        act={act}
        onDone={() => undefined}
        onClose={onClose}
      >
        <Select
          label={t("feeds.of")}
          searchable
          allowDeselect={false}
          data={choices}
          value={subject}
          onChange={(value) => value && setSubject(value)}
        />
        <TextInput
          label={t("feeds.note")}
          description={t("feeds.noteHint")}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </ActDialog>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t("feeds.make")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="md" align="center">
        <Text size="sm">{t("feeds.once")}</Text>
        <QrCode text={address} label={t("feeds.code")} />
        <TextInput w="100%" label={t("feeds.address")} readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        <Group gap="xs">
          <CopyText text={address} label={t("feeds.copy")} />
          <Anchor href={address.replace(/^https?:/, "webcal:")}>{t("feeds.open")}</Anchor>
        </Group>
        <Button onClick={onClose} data-autofocus>
          {t("close")}
        </Button>
      </Stack>
    </Modal>
  );
}
