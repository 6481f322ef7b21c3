import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { NegotiationService, Topic_State, type Topic } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { rootOf } from "../../parts/resource_names.ts";
import { ReasonDialog } from "../../parts/reason_dialog.tsx";
import { TopicForm } from "./topic_form.tsx";

type Verb = "agree" | "drop" | "reopen";

// What can be done with a topic.
export function TopicMenu({ topic }: { topic: Topic }) {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const change = useChange();
  const [isEditing, setIsEditing] = useState(false);
  const [verb, setVerb] = useState<Verb>();
  const negotiations = clientOf(NegotiationService);
  const { name, etag } = topic;
  const verbs: Verb[] = topic.state === Topic_State.OPEN ? ["agree", "drop"] : ["reopen"];
  const act = (reason: string, requestId: string) => {
    const request = { name, etag, reason, requestId };
    if (verb === "agree") return negotiations.agreeTopic(request);
    return verb === "drop" ? negotiations.dropTopic(request) : negotiations.reopenTopic(request);
  };
  const remove = async () => {
    try {
      await change({ delete: name }, (requestId) => negotiations.deleteTopic({ name, etag, requestId }));
      notifyDone(t("topic.deleted"), () =>
        change({ undelete: name }, (requestId) => negotiations.undeleteTopic({ name, requestId })).then(() => undefined),
      );
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("topic.more", { topic: textIn(topic.titles, language) })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {verbs.map((each) => (
            <Menu.Item key={each} onClick={() => setVerb(each)}>
              {t(`topic.verb.${each}`)}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setIsEditing(true)}>{t("topic.edit")}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => void remove()}>
            {t("topic.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isEditing && <TopicForm negotiation={rootOf(name)} topic={topic} onClose={() => setIsEditing(false)} />}
      {verb && (
        <ReasonDialog
          title={t(`topic.verb.${verb}`)}
          action={t(`topic.verb.${verb}`)}
          label={t(verb === "agree" ? "topic.agreedIn" : "form.why")}
          isOptional={verb === "agree"}
          act={act}
          onClose={() => setVerb(undefined)}
        />
      )}
    </>
  );
}
