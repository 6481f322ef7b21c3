import { useQuery } from "@connectrpc/connect-query";
import { Anchor } from "@mantine/core";
import { DelegationService, Delegation_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { formatDays } from "../../parts/when.ts";
import style from "./directory.module.css";

const eventOf = (name: string) => name.split("/").slice(0, 2).join("/");

// The delegations that an organization sent or sends.
export function OrganizationDelegations({ organization }: { organization: string }) {
  const { t } = useTranslation(["directory", "home"]);
  const language = useLanguage();
  const answer = useQuery(DelegationService.method.listDelegations, {
    parent: "events/-",
    filter: `organization = "${organization}"`,
    pageSize: 100,
  });
  const names = useMemo(() => [...new Set(answer.data?.delegations.map(({ name }) => eventOf(name)))], [answer.data]);
  const events = useQuery(EventService.method.batchGetEvents, { names }, { enabled: names.length > 0 });
  const known = new Map(events.data?.events.map((event) => [event.name, event]));
  const delegations = answer.data?.delegations ?? [];
  if (delegations.length === 0) return null;
  return (
    <section className={style.section}>
      <h2>{t("organization.delegations")}</h2>
      <ul className={style.card}>
        {delegations.map((delegation) => {
          const event = known.get(eventOf(delegation.name));
          return (
            <li key={delegation.name} className={style.row}>
              <div>
                <Anchor component={Link} to={`/${delegation.name}`}>
                  {event ? textIn(event.displayNames, language) : delegation.name.split("/")[1]}
                </Anchor>
                {event?.interval && <div className={style.small}>{formatDays(event.interval, language, event.timeZone)}</div>}
              </div>
              <span className={style.small}>{t(`home:delegations.state.${State[delegation.state]}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
