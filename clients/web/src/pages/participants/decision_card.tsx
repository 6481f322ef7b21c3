import { Anchor, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { errorOfStatus, refusalOf } from "@plenary/client";
import { WhenFull } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LongField } from "../../parts/long_field.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useKey } from "../../parts/use_key.ts";
import { STEPS, type Step } from "./confirmation_queue.ts";
import { ParticipantFacts } from "./participant_facts.tsx";
import { useRights } from "./rights.ts";
import type { Row } from "./row.ts";
import { StateWord } from "./state_word.tsx";
import type { UseRows } from "./use_rows.ts";
import { useVerb } from "./use_verb.ts";
import { applies, type Verb } from "./verbs.ts";
import look from "./confirmations.module.css";

interface DecisionCardProps {
  row: Row;
  step: Step;
  place: number;
  of: number;
  onGo: (index: number) => void;
  // Why, where the window is shut: the same for all.
  reason: string;
  lacksReason: boolean;
  onLackingReason: () => void;
  put: UseRows["put"];
  onDecided: () => void;
}

// One who waits: who it is, and yes or no.
export function DecisionCard({ row, step, place, of, onGo, reason, lacksReason, onLackingReason, put, onDecided }: DecisionCardProps) {
  const { t } = useTranslation("participants");
  const rights = useRights();
  const doVerb = useVerb(put);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [declining, setDeclining] = useState(false);
  const { no, waiting } = STEPS[step];
  const { participant } = row;
  const mayDecide = participant.state === waiting && rights.may(step, participant.delegation);

  const decide = async (verb: Verb, why: string, whenFull?: WhenFull) => {
    if (busy || !mayDecide) return;
    setBusy(true);
    setError(undefined);
    try {
      const ask = { reason: why, ...(whenFull === undefined ? {} : { whenFull }) };
      const { refused } = await doVerb(verb, [participant], ask, crypto.randomUUID());
      if (refused[0]) setError(errorOfStatus(refused[0]));
      else onDecided();
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  const yes = (whenFull?: WhenFull) => (lacksReason ? onLackingReason() : void decide(step, reason, whenFull));
  useKey({ code: "KeyC" }, () => yes());
  useKey({ code: "KeyR" }, () => mayDecide && setDeclining(true));

  return (
    <Card>
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm" c="dimmed">
            {t("queue.place", { place: place + 1, of })}
          </Text>
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-sm"
              variant="default"
              disabled={place === 0}
              onClick={() => onGo(place - 1)}
              leftSection={<IconChevronLeft size={14} aria-hidden />}
              aria-keyshortcuts="K"
            >
              {t("queue.previous")}
              <kbd className={look.key} aria-hidden>
                K
              </kbd>
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={place + 1 >= of}
              onClick={() => onGo(place + 1)}
              rightSection={<IconChevronRight size={14} aria-hidden />}
              aria-keyshortcuts="J"
            >
              {t("queue.next")}
              <kbd className={look.key} aria-hidden>
                J
              </kbd>
            </Button>
          </Group>
        </Group>
        <div>
          <Group gap="sm" align="baseline">
            <Title order={2} size="h3" style={{ overflowWrap: "anywhere" }}>
              <Anchor component={Link} to={`/${participant.name}`} inherit c="inherit">
                {row.name}
              </Anchor>
            </Title>
            <StateWord state={participant.state} place={participant.placeInLine} />
          </Group>
          {row.latin !== "" && (
            <Text size="sm" c="dimmed" lang="en">
              {row.latin}
            </Text>
          )}
        </div>
        <ParticipantFacts row={row} />
        {error !== undefined && (
          <Refused error={error}>
            {lacksSeat(error) && (
              <>
                <Button size="xs" variant="default" onClick={() => yes(WhenFull.WAIT)}>
                  {t("instead.wait")}
                </Button>
                <Button size="xs" variant="default" onClick={() => yes(WhenFull.USE_OVERFLOW)}>
                  {t("instead.overflow")}
                </Button>
                {rights.secretariat && reason.trim() !== "" && (
                  <Button size="xs" variant="default" onClick={() => yes(WhenFull.OVERBOOK)}>
                    {t("instead.overbook")}
                  </Button>
                )}
              </>
            )}
          </Refused>
        )}
        {declining ? (
          <SayNo verb={no} busy={busy} onSay={(why) => void decide(no, why)} onCancel={() => setDeclining(false)} />
        ) : (
          mayDecide && (
            <Group gap="xs" className={look.deciding!}>
              <Button loading={busy} onClick={() => yes()} aria-keyshortcuts="C">
                {t(`queue.yes.${step}`)}
                <kbd className={look.key} aria-hidden>
                  C
                </kbd>
              </Button>
              {applies(no, participant.state, { hostAcceptance: true }) && (
                <Button variant="default" onClick={() => setDeclining(true)} aria-keyshortcuts="R">
                  {t(`queue.no.${no}`)}
                  <kbd className={look.key} aria-hidden>
                    R
                  </kbd>
                </Button>
              )}
            </Group>
          )
        )}
      </Stack>
    </Card>
  );
}

function lacksSeat(error: unknown): boolean {
  return ["DELEGATION_QUOTA_EXHAUSTED", "CATEGORY_LIMIT_REACHED"].includes(refusalOf(error).reason);
}

interface SayNoProps {
  verb: Verb;
  busy: boolean;
  onSay: (reason: string) => void;
  onCancel: () => void;
}

function SayNo({ verb, busy, onSay, onCancel }: SayNoProps) {
  const { t } = useTranslation("participants");
  const [why, setWhy] = useState("");
  const said = why.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (said) onSay(why);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && said) onSay(why);
      }}
    >
      <Stack gap="xs">
        <LongField
          label={t("reason")}
          description={t("reasonFor")}
          required
          maxLength={2000}
          ref={(field) => field?.focus()}
          value={why}
          onChange={setWhy}
        />
        <Group gap="xs">
          <Button type="submit" color="red" loading={busy} disabled={!said}>
            {t(`queue.no.${verb}`)}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
