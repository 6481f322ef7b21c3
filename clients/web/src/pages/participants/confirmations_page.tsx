import { Alert, Anchor, Button, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDraft } from "../../api/drafts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { useKey } from "../../parts/use_key.ts";
import { useEvent } from "../events/event_data.ts";
import { nextWaiting, queueOf, STEPS, type Step } from "./confirmation_queue.ts";
import { DecisionCard } from "./decision_card.tsx";
import { DelegationContext } from "./delegation_context.tsx";
import { NewsNotice } from "./news_notice.tsx";
import { QueueList } from "./queue_list.tsx";
import { useRows } from "./use_rows.ts";
import { asksReason } from "./verbs.ts";
import look from "./confirmations.module.css";

// The queue of those who wait for a decision, worked one by one with the keyboard or the mouse.
export function ConfirmationsPage() {
  const { t } = useTranslation("participants");
  const language = useLanguage();
  const event = useEvent();
  const all = useRows();
  const [get, change] = useAddress();
  const step: Step = event.hostAcceptance && get("step") === "accept" ? "accept" : "confirm";
  const delegation = get("delegation");
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => (delegation ? all.rows.filter(({ participant }) => participant.delegation.endsWith(`/delegations/${delegation}`)) : all.rows),
    [all.rows, delegation],
  );
  const queue = useMemo(() => queueOf(rows, step, decided, language), [rows, step, decided, language]);
  const wanted = queue.findIndex(({ participant }) => participant.name.endsWith(`/${get("at")}`));
  const at = Math.max(0, wanted);
  const current = queue[at];
  const waiting = queue.filter(({ participant }) => participant.state === STEPS[step].waiting).length;

  const go = (index: number) => {
    const row = queue[Math.max(0, Math.min(queue.length - 1, index))];
    if (row) change({ at: row.participant.name.split("/").at(-1)! });
  };
  const onDecided = (name: string) => {
    setDecided((before) => new Set(before).add(name));
    const next = nextWaiting(queue, at, step);
    if (next !== undefined) go(next);
  };
  useKey({ code: "KeyJ" }, () => go(at + 1));
  useKey({ code: "KeyK" }, () => go(at - 1));

  const needsReason = asksReason(step, event, new Date());
  const [reason, setReason] = useDraft<string>(`reason:${event.name}:${step}`, "");
  const reasonField = useRef<HTMLInputElement>(null);

  if (all.error) return <Refused error={all.error} onRetry={all.retry} />;
  if (all.rows.length === 0 && all.loading) return <PageSkeleton />;
  return (
    <Page
      title={t(`queue.title.${step}`)}
      lead={t("queue.lead", { count: waiting })}
      actions={
        <>
          {event.hostAcceptance && (
            <SegmentedControl
              value={step}
              onChange={(next) => change({ step: next, at: null })}
              data={(["confirm", "accept"] as const).map((value) => ({ value, label: t(`queue.step.${value}`) }))}
              aria-label={t("queue.steps")}
            />
          )}
          <NewsNotice news={all.news} onShow={all.showNews} />
        </>
      }
    >
      {delegation && (
        <Text size="sm">
          {t("queue.only", { delegation: all.delegationOf(`${event.name}/delegations/${delegation}`) })}{" "}
          <Anchor component="button" type="button" size="sm" onClick={() => change({ delegation: null, at: null })}>
            {t("queue.all")}
          </Anchor>
        </Text>
      )}
      {needsReason && waiting > 0 && (
        <Alert color="yellow" variant="light">
          <TextInput
            ref={reasonField}
            label={t("queue.reason")}
            description={t("reasonOutside")}
            required
            maxLength={2000}
            maw={640}
            value={reason}
            onChange={(typed) => setReason(typed.currentTarget.value)}
          />
        </Alert>
      )}
      {current === undefined ? (
        <Empty text={t(`queue.empty.${step}`)}>
          <Button variant="default" component={Link} to={`/${event.name}/participants`}>
            {t("queue.toList")}
          </Button>
        </Empty>
      ) : (
        <div className={look.desk}>
          <QueueList queue={queue} at={at} step={step} onGo={go} />
          <DecisionCard
            key={current.participant.name + step}
            row={current}
            step={step}
            place={at}
            of={queue.length}
            onGo={go}
            reason={needsReason ? reason : ""}
            lacksReason={needsReason && reason.trim() === ""}
            onLackingReason={() => reasonField.current?.focus()}
            put={all.put}
            onDecided={() => onDecided(current.participant.name)}
          />
          <Stack className={look.context}>
            <DelegationContext row={current} rows={all.rows} />
          </Stack>
        </div>
      )}
    </Page>
  );
}
