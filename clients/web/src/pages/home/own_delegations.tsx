import { useQuery } from "@connectrpc/connect-query";
import { DelegationService, Delegation_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { Role } from "@plenary/client/gen/plenary/v1/options_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "../../api/me.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { StateBadge } from "../../parts/state_badge.tsx";
import style from "./home.module.css";
import { registrationPage } from "./registration_page.ts";

// The delegations that the reader puts together, each with its registration page.
export function OwnDelegations({ nameOf }: { nameOf: (event: string) => string }) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const names = useMe().roles.flatMap(({ role, resource }) => (role === Role.REGISTRAR ? [resource] : []));
  const delegations = useQuery(DelegationService.method.batchGetDelegations, { parent: "events/-", names }, { enabled: names.length > 0 });
  const senders = useQuery(
    DirectoryService.method.batchGetOrganizations,
    { names: [...new Set(delegations.data?.delegations.map(({ organization }) => organization))] },
    { enabled: delegations.data !== undefined },
  );
  const senderOf = (name: string) => senders.data?.organizations.find((each) => each.name === name)?.displayNames ?? [];
  return (
    <section className={style.section}>
      <h2>{t("delegations.title")}</h2>
      <ul className={style.card}>
        {delegations.data?.delegations.map((delegation) => (
          <li key={delegation.name}>
            <Link to={registrationPage(delegation.name)} className={style.line}>
              <span className={style.words}>
                <span className={style.title}>
                  {textIn(delegation.displayNames, language) || textIn(senderOf(delegation.organization), language)}
                </span>
                <span className={style.detail}>{nameOf(delegation.name.split("/").slice(0, 2).join("/"))}</span>
              </span>
              <StateBadge tone={delegation.state === State.FORMING || delegation.state === State.INVITED ? "waiting" : "quiet"}>
                {t(`delegations.state.${State[delegation.state]}`)}
              </StateBadge>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
