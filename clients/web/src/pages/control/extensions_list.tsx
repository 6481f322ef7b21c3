import { Text } from "@mantine/core";
import { ActionPlanService, Extension_State } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useTranslation } from "react-i18next";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { StateBadge, type Tone } from "../../parts/state_badge.tsx";
import { formatDay } from "../../parts/when.ts";
import { usePersonLines } from "../../parts/directory.ts";
import look from "./control.module.css";

const TONES: Record<Extension_State, Tone> = {
  [Extension_State.STATE_UNSPECIFIED]: "quiet",
  [Extension_State.UNDECIDED]: "waiting",
  [Extension_State.GRANTED]: "good",
  [Extension_State.REFUSED]: "bad",
};

// Which later days were asked for, why, and what was decided.
export function ExtensionsList({ item }: { item: string }) {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const extensions = useAll(ActionPlanService.method.listExtensions, { parent: item }, (page) => page.extensions);
  const person = usePersonLines((extensions.data ?? []).flatMap((each) => [each.person, each.decidedByPerson]));
  if (extensions.error) return <Refused error={extensions.error} onRetry={() => void extensions.refetch()} />;
  if (extensions.data?.length === 0) return <Text c="dimmed">{t("extension.none")}</Text>;
  const day = (date: string) => formatDay(date, language, "UTC");
  return (
    <>
      {extensions.data?.map((each) => (
        <article key={each.name} className={look.entry}>
          <StateBadge tone={TONES[each.state]}>{t(`extension.state.${Extension_State[each.state]}`)}</StateBadge>
          <Text mt={4}>
            {day(each.oldDueDate)} → {day(each.newDueDate)}
          </Text>
          <Text style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>{each.reason}</Text>
          {each.note !== "" && <Text mt={4}>{t("extension.answer", { note: each.note })}</Text>}
          <Text size="sm" c="dimmed" mt={4}>
            {[
              person(each.person) || each.user.split("/")[1],
              each.decidedByUser === ""
                ? ""
                : t("extension.decidedBy", { person: person(each.decidedByPerson) || each.decidedByUser.split("/")[1] }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </article>
      ))}
    </>
  );
}
