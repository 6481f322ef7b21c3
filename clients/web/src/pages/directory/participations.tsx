import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { DelegationService, Participant_Capacity as Capacity } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Refused } from "../../parts/refused.tsx";
import { formatDays, instantOf } from "../../parts/when.ts";
import { StateWord } from "../participants/state_word.tsx";
import style from "./directory.module.css";

const eventOf = (name: string) => name.split("/").slice(0, 2).join("/");

// Where a person takes and took part, the latest first.
export function Participations({ person }: { person: string }) {
  const { t } = useTranslation(["directory", "participants"]);
  const language = useLanguage();
  const answer = useQuery(DelegationService.method.listParticipants, { parent: "events/-", filter: `person = "${person}"`, pageSize: 100 });
  const names = useMemo(() => [...new Set(answer.data?.participants.map(({ name }) => eventOf(name)))], [answer.data]);
  const events = useQuery(EventService.method.batchGetEvents, { names }, { enabled: names.length > 0 });
  const known = new Map(events.data?.events.map((event) => [event.name, event]));
  const startOf = (name: string) => {
    const start = known.get(eventOf(name))?.interval?.startTime;
    return start ? instantOf(start).getTime() : 0;
  };
  const participants = [...(answer.data?.participants ?? [])].sort((a, b) => startOf(b.name) - startOf(a.name));
  return (
    <section className={style.section}>
      <h2>{t("person.participations")}</h2>
      {answer.error && <Refused error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data?.participants.length === 0 && <p className={style.quiet}>{t("person.noParticipations")}</p>}
      {participants.length > 0 && (
        <ul className={style.card}>
          {participants.map((participant) => {
            const event = known.get(eventOf(participant.name));
            const what = [
              participant.capacity === Capacity.CAPACITY_UNSPECIFIED ? "" : t(`participants:capacity.${Capacity[participant.capacity]}`),
              textIn(participant.titles, language),
            ];
            return (
              <li key={participant.name} className={style.row}>
                <div>
                  <Anchor component={Link} to={`/${participant.name}`}>
                    {event ? textIn(event.displayNames, language) : participant.name.split("/")[1]}
                  </Anchor>
                  <div className={style.small}>
                    {[event?.interval ? formatDays(event.interval, language, event.timeZone) : "", ...what]
                      .filter((part) => part !== "")
                      .join(" · ")}
                  </div>
                </div>
                <StateWord state={participant.state} place={participant.placeInLine} />
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
