import { Alert, Anchor, Button, Group, List, Stack, Text } from "@mantine/core";
import {
  Delegation_State as State,
  DelegationService,
  Participant_State,
  type Delegation,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { RegistrationWindow_Step as Step, type Category, type Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { clientOf } from "../../api/clients.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { RefusedNames } from "../../parts/refused_names.tsx";
import { formatInstant } from "../../parts/when.ts";
import { categoryLabel } from "../events/event_data.ts";
import { waits, type Answer } from "./use_saving.ts";
import { windowOf } from "./windows.ts";
import notice from "./registration.module.css";

interface AnswerPanelProps {
  answer: Answer;
  event: Event;
  categories: readonly Category[];
  delegation: Delegation;
  onClose: () => void;
}

// After a save: who has a seat, who waits and at which place, and what happens next, when.
export function AnswerPanel({ answer, event, categories, delegation, onClose }: AnswerPanelProps) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const waiting = answer.saved.filter(waits);
  const seated = answer.saved.length - waiting.length;
  const unconfirmed = answer.saved.filter(({ participant }) => participant.state === Participant_State.NOMINATED).length;
  const until = (step: Step, key: string) => {
    const { closesAt } = windowOf(event, step, new Date());
    return closesAt ? t(`${key}By`, { when: formatInstant(closesAt, language, event.timeZone) }) : t(key);
  };
  const href = `/${delegation.name}`;
  return (
    <Alert
      color={answer.saved.length > 0 ? "teal" : "red"}
      variant="light"
      className={answer.saved.length > 0 ? notice.good : notice.bad}
      radius="md"
      role="status"
      icon={<IconCircleCheck size={20} aria-hidden />}
      title={t("answer.title", { count: answer.saved.length })}
      withCloseButton
      closeButtonLabel={t("close")}
      onClose={onClose}
    >
      <Stack gap="sm">
        {seated > 0 && (
          <Text size="sm">{t(unconfirmed > 0 && seated === unconfirmed ? "answer.nominated" : "answer.seated", { count: seated })}</Text>
        )}
        {waiting.length > 0 && (
          <div>
            <Text size="sm" fw={500}>
              {t("answer.waiting", { count: waiting.length })}
            </Text>
            <List size="sm">
              {waiting.map(({ name, participant }) => (
                <List.Item key={participant.name}>
                  {t("answer.place", {
                    name,
                    place: participant.placeInLine,
                    category: categoryLabel(categories, participant.category, language),
                  })}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {answer.refused.length > 0 && (
          <div>
            <Text size="sm" fw={500}>
              {t("answer.refused", { count: answer.refused.length })}
            </Text>
            <RefusedNames refused={answer.refused} />
          </div>
        )}
        {answer.saved.length > 0 && (
          <div>
            <Text size="sm" fw={500}>
              {t("answer.next")}
            </Text>
            <List size="sm" type="ordered">
              {(delegation.state === State.FORMING || delegation.state === State.INVITED) && <List.Item>{t("answer.handIn")}</List.Item>}
              {delegation.state === State.SUBMITTED && <List.Item>{t("answer.beingApproved")}</List.Item>}
              {unconfirmed > 0 && <List.Item>{until(Step.CONFIRMATION, "answer.confirm")}</List.Item>}
              {waiting.length > 0 && <List.Item>{until(Step.PROMOTION, "answer.promotion")}</List.Item>}
              {event.hostAcceptance && <List.Item>{t("answer.host")}</List.Item>}
              <List.Item>{until(Step.SUBSTITUTION, "answer.substitution")}</List.Item>
            </List>
          </div>
        )}
        <Group gap="sm">
          {(delegation.state === State.FORMING || delegation.state === State.INVITED) && answer.saved.length > 0 && (
            <HandIn delegation={delegation} />
          )}
          <Anchor component={Link} to={href} size="sm">
            {t("answer.toDelegation")}
          </Anchor>
        </Group>
      </Stack>
    </Alert>
  );
}

// The focal point is done: the delegation is handed in.
export function HandIn({ delegation }: { delegation: Delegation }) {
  const { t } = useTranslation("registration");
  const [isBusy, setBusy] = useState(false);
  const [requestId] = useState(() => crypto.randomUUID());
  const handIn = async () => {
    setBusy(true);
    try {
      await clientOf(DelegationService).submitDelegation({ name: delegation.name, etag: delegation.etag, requestId });
      notifyDone(t("answer.handedIn"));
    } catch (error) {
      notifyRefused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="xs" loading={isBusy} onClick={() => void handIn()}>
      {t("answer.handInNow")}
    </Button>
  );
}
