import { Button, Grid, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useDraft } from "../../api/drafts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatInstant, ownZone, zoneLabel } from "../../parts/when.ts";
import {
  atSpan,
  draftOfMeeting,
  draftOfSession,
  emptyDraft,
  meetingOf,
  sessionOf,
  withAsset,
  type ActivityDraft,
} from "./activity_draft.ts";
import type { Activity } from "./activity.ts";
import { MeetingFields } from "./meeting_fields.tsx";
import { obstacleOfError } from "./obstacle.ts";
import { ObstacleList } from "./obstacle_list.tsx";
import { PeopleField } from "./people_field.tsx";
import { InterpretationFields } from "./interpretation_fields.tsx";
import { programmePath } from "./paths.ts";
import { PlaceAndTimeFields } from "./place_and_time_fields.tsx";
import { useSchedule } from "./schedule_context.ts";
import { SessionFields } from "./session_fields.tsx";
import { RestFields } from "./rest_fields.tsx";
import { TextsField } from "./texts_field.tsx";
import { useDraftVerdict } from "./use_draft_verdict.ts";
import { useObstacleText } from "./use_obstacle_text.ts";
import { useSaveActivity } from "./use_save_activity.ts";
import { dayOf, parseClock } from "../../parts/venue_day.ts";

export type ActivityKind = "session" | "meeting";

const START_MINUTES = 10 * 60;
const LENGTHS: Record<ActivityKind, number> = { session: 45, meeting: 30 };

// A new one, at the time and in the room that were pointed at.
function draftIn(search: URLSearchParams, kind: ActivityKind, firstDay: string): ActivityDraft {
  const start = parseClock(search.get("start") ?? "") ?? START_MINUTES;
  const end = parseClock(search.get("end") ?? "") ?? start + LENGTHS[kind];
  return emptyDraft(search.get("day") ?? firstDay, start, end, search.get("room") ?? "");
}

// Makes or changes a session or a meeting; what is in its way stands beside it while one types.
export function ActivityPage({ kind }: { kind: ActivityKind }) {
  const { t } = useTranslation("schedule");
  const { id } = useParams();
  const [search] = useSearchParams();
  const { event, days, firstDay, byName, assets, zone } = useSchedule();
  const base = id === "new" ? undefined : byName.get(`${event.name}/${kind}s/${id}`);
  const initial = useMemo(() => {
    if (base?.source.kind === "session") return draftOfSession(base.source.value, assets, zone);
    if (base?.source.kind === "meeting") return draftOfMeeting(base.source.value, assets, zone);
    return draftIn(search, kind, firstDay ?? days[0] ?? dayOf(new Date(), zone));
  }, [base, kind, search, days, firstDay, assets, zone]);
  if (id !== "new" && base === undefined) return <Empty text={t("form.gone")} />;
  return <ActivityForm key={`${kind}/${id}`} kind={kind} id={id!} base={base} initial={initial} isStay={search.has("stay")} />;
}

interface ActivityFormProps {
  kind: ActivityKind;
  id: string;
  base: Activity | undefined;
  initial: ActivityDraft;
  isStay: boolean;
}

function ActivityForm({ kind, id, base, initial, isStay }: ActivityFormProps) {
  const { t } = useTranslation("schedule");
  const language = useLanguage();
  const navigate = useNavigate();
  const { event, zone, isVersioned, titleOf, refresh } = useSchedule();
  const textOf = useObstacleText();
  const [draft, setDraft, clearDraft, restoredAt] = useDraft<ActivityDraft>(
    `schedule/${event.name}/${kind}s/${id}${isStay ? "/stay" : ""}`,
    initial,
  );
  const change = (part: Partial<ActivityDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [wasTried, setWasTried] = useState(false);

  const value = useMemo(() => {
    const source = base?.source;
    return kind === "session"
      ? { case: "session" as const, value: sessionOf(draft, zone, source?.kind === "session" ? source.value : undefined) }
      : { case: "meeting" as const, value: meetingOf(draft, zone, source?.kind === "meeting" ? source.value : undefined) };
  }, [draft, zone, base, kind]);
  const hasTitle = Object.values(draft.titles).some((text) => text.trim() !== "");
  const hasParties = draft.parties.some(({ name }) => name !== "");
  const isComplete = kind === "session" ? hasTitle : hasParties;
  const verdict = useDraftVerdict(value, isComplete);
  const { save, busy, error, forget } = useSaveActivity(value, base);
  const problems = useMemo(
    () =>
      new Map(
        [...verdict.obstacles, ...verdict.warnings].flatMap((obstacle) => {
          const about = obstacle.metadata.subject ?? obstacle.metadata.asset ?? obstacle.metadata.attendee;
          return about ? [[about, textOf(obstacle)] as const] : [];
        }),
      ),
    [verdict, textOf],
  );

  const leave = (name?: string) => {
    clearDraft();
    const query = new URLSearchParams({ day: draft.day, ...(name ? { selected: name } : {}) });
    void navigate(`${programmePath(event.name)}?${query}`);
  };
  const submit = async (allowConflicts: boolean, overOthers = false) => {
    setWasTried(true);
    if (!isComplete) return;
    const name = await save(allowConflicts, overOthers);
    if (name) leave(name.split("/").slice(2).join("/"));
  };
  const refusal = error ? obstacleOfError(error) : undefined;
  const titleProblem = wasTried && kind === "session" && !hasTitle ? t("form.titleMissing") : undefined;

  return (
    <Page
      title={base ? titleOf(base) : t(isStay ? "form.newStay" : `form.new.${kind}`)}
      lead={zoneLabel(zone, language)}
      actions={
        <>
          <Button variant="default" onClick={() => leave()}>
            {t("cancel")}
          </Button>
          <Button loading={busy} onClick={() => void submit(false)}>
            {t(base ? `form.save.${kind}` : `form.add.${kind}`)}
          </Button>
        </>
      }
    >
      {restoredAt && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("form.restored", { when: formatInstant(restoredAt, language, ownZone(), "short") })}
          </Text>
          <Button size="compact-sm" variant="subtle" onClick={clearDraft}>
            {t("form.startAnew")}
          </Button>
        </Group>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg" component="form" onSubmit={(event) => (event.preventDefault(), void submit(false))}>
            {kind === "meeting" && (
              <Section title={t("section.parties")}>
                <MeetingFields draft={draft} onChange={change} problem={wasTried && !hasParties ? t("form.partyMissing") : undefined} />
              </Section>
            )}
            <Section title={t("section.what")}>
              <TextsField
                label={t("field.title")}
                value={draft.titles}
                onChange={(titles) => change({ titles })}
                required={kind === "session"}
                error={titleProblem}
                description={kind === "meeting" ? t("field.titleOfMeeting") : undefined}
              />
              {kind === "session" && <SessionFields draft={draft} onChange={change} isStay={isStay || draft.delegations.length > 0} />}
            </Section>
            <Section title={t("section.when")}>
              <PlaceAndTimeFields draft={draft} onChange={change} problems={problems} />
            </Section>
            <Section title={t("section.people")}>
              <PeopleField draft={draft} onChange={(people) => change({ people })} problems={problems} />
            </Section>
            <Section title={t("section.languages")}>
              <InterpretationFields
                draft={draft}
                onChange={change}
                problem={draft.interpreters.map((name) => problems.get(name)).find(Boolean)}
              />
            </Section>
            <Section title={t("section.rest")}>
              <RestFields kind={kind} draft={draft} onChange={change} />
            </Section>
            {/* Enter in a field saves, as the button above does. */}
            <button type="submit" hidden />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Paper withBorder p="md" radius="md" pos="sticky" top={64} component="section" aria-label={t("verdict.title")}>
            <Stack gap="sm" role="status">
              <Text fw={600}>{t("verdict.title")}</Text>
              {!isComplete && (
                <Text size="sm" c="dimmed">
                  {t("verdict.incomplete")}
                </Text>
              )}
              {isComplete && verdict.obstacles.length === 0 && (
                <Text size="sm" c={verdict.isAsking ? "dimmed" : "var(--good)"}>
                  {verdict.isAsking ? t("verdict.asking") : `✓ ${t("verdict.fits")}`}
                </Text>
              )}
              <ObstacleList
                obstacles={[...verdict.obstacles, ...verdict.warnings]}
                onSpan={({ start, end }) => setDraft((before) => atSpan(before, start, end, zone))}
                onAsset={(asset, subject) => setDraft((before) => withAsset(before, subject, asset))}
              />
              {verdict.obstacles.length > 0 && isVersioned && (
                <>
                  <Text size="sm" c="dimmed">
                    {t("verdict.mayKeep")}
                  </Text>
                  <Button variant="default" size="sm" loading={busy} onClick={() => void submit(true)}>
                    {t("verdict.keep")}
                  </Button>
                </>
              )}
              {error !== undefined &&
                (refusal && refusal.reason !== "" && refusal.alternatives.length + refusal.otherAssets.length > 0 ? (
                  <ObstacleList
                    obstacles={[refusal]}
                    onSpan={({ start, end }) => (forget(), setDraft((before) => atSpan(before, start, end, zone)))}
                    onAsset={(asset, subject) => (forget(), setDraft((before) => withAsset(before, subject, asset)))}
                  />
                ) : (
                  <Refused error={error}>
                    {refusal?.reason === "ETAG_MISMATCH" && (
                      <>
                        <Button size="xs" variant="default" onClick={() => void refresh().then(clearDraft).then(forget)}>
                          {t("form.takeTheirs")}
                        </Button>
                        <Button size="xs" variant="default" onClick={() => void submit(false, true)}>
                          {t("form.keepMine")}
                        </Button>
                      </>
                    )}
                  </Refused>
                ))}
            </Stack>
          </Paper>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
