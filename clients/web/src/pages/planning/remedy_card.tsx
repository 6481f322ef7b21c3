import { Anchor, Button, Text } from "@mantine/core";
import { RemedyStep_Kind, type Remedy } from "@plenary/client/gen/plenary/v1/planning_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { PlanTexts } from "./plan_texts.ts";
import style from "./planning.module.css";
import { wayOf } from "./remedies.ts";

interface RemedyCardProps {
  remedy: Remedy;
  texts: PlanTexts;
  event: string;
  activity: string;
  busy: boolean;
  onApply(): void;
}

// Something to give up, what it costs, what comes of it; done with a click where that is for us to do.
export function RemedyCard({ remedy, texts, event, activity, busy, onApply }: RemedyCardProps) {
  const { t } = useTranslation("planning");
  const person = remedy.steps.find(({ kind }) => kind === RemedyStep_Kind.PERSON_COMES)?.person;
  return (
    <div className={style.remedy}>
      {remedy.steps.map((step, at) => (
        <p key={at}>{capital(texts.step(step))}</p>
      ))}
      {remedy.place && <p>{t("help.then", { place: texts.place(remedy.place) })}</p>}
      <Text size="sm" c="dimmed">
        {t("help.cost", { cost: String(remedy.cost) })}
        {remedy.isCheapest && `, ${t("help.cheapest")}`}
      </Text>
      {wayOf(remedy, activity) === "people" ? (
        <Text size="sm" mt={4}>
          {t("help.byPeople")}{" "}
          {person && (
            <Anchor component={Link} inherit underline="always" to={`/${event}/programme?person=${encodeURIComponent(person)}`}>
              {t("act.open")}
            </Anchor>
          )}
        </Text>
      ) : (
        <Button size="xs" mt="xs" loading={busy} onClick={onApply}>
          {t("help.do")}
        </Button>
      )}
    </div>
  );
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
