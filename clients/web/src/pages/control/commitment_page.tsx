import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { ActionPlanService, Commitment_Side, Commitment_State, type Commitment } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useAll } from "../../api/pages.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Facts } from "../../parts/facts.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { CommitmentState } from "../negotiations/badges.tsx";
import { useOrganizationLines } from "../../parts/directory.ts";
import { hrefOf, threadHref } from "../../parts/resource_names.ts";
import { Section } from "../../parts/section.tsx";
import { useFreshControl, useItems, useReader } from "./asked.ts";
import look from "./control.module.css";
import { Paper } from "./evidence_list.tsx";
import { ItemForm } from "./item_form.tsx";
import { ItemLines } from "./item_lines.tsx";
import { NoteDialog } from "./note_dialog.tsx";

// What was undertaken, where it comes from, who carries it out, what was heard of it.
export function CommitmentPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const name = `commitments/${useParams().commitment}`;
  useFreshControl();
  const asked = useQuery(ActionPlanService.method.getCommitment, { name });
  const items = useItems(`commitment = "${name}"`);
  const notes = useAll(ActionPlanService.method.listProgressNotes, { parent: name }, (page) => page.progressNotes);
  const reader = useReader();
  const [opened, setOpened] = useState<"item" | "note">();
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const commitment = asked.data;
  const { side, state } = commitment;
  const isOpen = state === Commitment_State.OPEN || state === Commitment_State.IN_PROGRESS;
  const mayNote = reader.isOffice && side !== Commitment_Side.OURS && state !== Commitment_State.SUPERSEDED;
  const mayGive = reader.isOffice && side !== Commitment_Side.THEIRS && state !== Commitment_State.SUPERSEDED;
  return (
    <Page
      title={t("commitment.title")}
      lead={
        <Group gap="xs" mt={4}>
          <CommitmentState state={state} />
          {commitment.isSilent && isOpen && <StateBadge tone="conflict">{t("commitment.silent")}</StateBadge>}
          <span>{commitment.dueDate === "" ? t("due.none") : t("due.until", { day: formatDay(commitment.dueDate, language, "UTC") })}</span>
        </Group>
      }
      actions={
        <>
          <Button variant="default" component={Link} to={threadHref(name)} leftSection={<IconRoute size={16} aria-hidden />}>
            {t("thread")}
          </Button>
          {mayGive && (
            <Button variant={mayNote ? "default" : "filled"} onClick={() => setOpened("item")}>
              {t("item.create")}
            </Button>
          )}
          {mayNote && <Button onClick={() => setOpened("note")}>{t("note.action")}</Button>}
        </>
      }
    >
      <Text maw={760} style={{ whiteSpace: "pre-line" }} size="lg">
        {textIn(commitment.texts, language)}
      </Text>
      <div className={look.halves}>
        <div style={{ display: "grid", gap: 24, alignContent: "start" }}>
          {side !== Commitment_Side.THEIRS && (
            <Section title={t("commitment.items")} count={items.data?.length ?? 0}>
              {items.data?.length === 0 ? <Text c="dimmed">{t("commitment.noItems")}</Text> : <ItemLines items={items.data ?? []} />}
            </Section>
          )}
          {side !== Commitment_Side.OURS && (
            <Section title={t("note.all")} count={notes.data?.length ?? 0}>
              {notes.data?.length === 0 && <Text c="dimmed">{t("note.none")}</Text>}
              {notes.data?.map((note) => (
                <article key={note.name} className={look.entry}>
                  <Text size="sm" c="dimmed">
                    {formatDay(note.date, language, "UTC")}
                  </Text>
                  <Text style={{ whiteSpace: "pre-line" }}>{note.text}</Text>
                  {note.document && <Paper document={note.document} />}
                  {note.outcome !== Commitment_State.STATE_UNSPECIFIED && <CommitmentState state={note.outcome} />}
                </article>
              ))}
            </Section>
          )}
        </div>
        <Section title={t("item.facts")}>
          <CommitmentFacts commitment={commitment} />
        </Section>
      </div>
      {opened === "item" && <ItemForm place={{ commitment: name }} onClose={() => setOpened(undefined)} />}
      {opened === "note" && <NoteDialog commitment={commitment} onClose={() => setOpened(undefined)} />}
    </Page>
  );
}

function CommitmentFacts({ commitment }: { commitment: Commitment }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const organization = useOrganizationLines([commitment.counterpart]);
  const source = commitment.source?.source;
  const from: ReactNode =
    source?.case === "instruction"
      ? [
          source.value.title,
          source.value.number && `№ ${source.value.number}`,
          formatDay(source.value.date, language, "UTC"),
          source.value.author,
        ]
          .filter(Boolean)
          .join(", ")
      : source?.case && (
          <Anchor component={Link} to={hrefOf(source.value)}>
            {t(`commitment.from.${source.case}`)}
          </Anchor>
        );
  const facts: [string, ReactNode][] = [
    ["side", t(`side.${Commitment_Side[commitment.side]}`)],
    [
      "counterpart",
      commitment.counterpart && (
        <Anchor component={Link} to={hrefOf(commitment.counterpart)}>
          {organization(commitment.counterpart)}
        </Anchor>
      ),
    ],
    ["source", from],
    ["agreed", commitment.sourceDate && formatDay(commitment.sourceDate, language, "UTC")],
    ["heard", commitment.lastHeardDate && formatDay(commitment.lastHeardDate, language, "UTC")],
    [
      "negotiation",
      commitment.negotiation && (
        <Anchor component={Link} to={hrefOf(commitment.negotiation)}>
          {t("open")}
        </Anchor>
      ),
    ],
    ["note", commitment.note],
  ];
  return <Facts facts={facts.map(([key, value]) => [t(`fact.${key}`), value] as const)} />;
}
