import { ActionIcon, Button, Group, Menu, Switch, Text } from "@mantine/core";
import { Delegation_State as State, Participant_Capacity as Capacity } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "../../parts/page.tsx";
import { Empty } from "../../parts/empty.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { useEventName } from "../events/event_data.ts";
import { useRights } from "../participants/rights.ts";
import { registrationPath } from "../registration/link_target.ts";
import { InvitationsCard } from "../schedule/invitations_card.tsx";
import look from "../registration/registration.module.css";
import { isActive, useDelegationData } from "../registration/use_registration_data.ts";
import { CompositionPanel } from "./composition_panel.tsx";
import { DelegationState } from "./delegation_state.tsx";
import { DetailsPanel } from "./details_panel.tsx";
import { HoldsPanel } from "./holds_panel.tsx";
import { LinksPanel } from "./links_panel.tsx";
import { MembersTable } from "./members_table.tsx";
import { QuotaPanel } from "./quota_panel.tsx";
import { VerbDialog } from "./verb_dialog.tsx";
import { primaryVerb, verbsFor, type DelegationVerb } from "./verbs.ts";
import { lacksHead, seatsIn } from "./listed.ts";

// One delegation: its people, seats, papers and links, and where it stands.
export function DelegationPage() {
  const { t } = useTranslation("delegations");
  const { delegation: id } = useParams();
  const name = `${useEventName()}/delegations/${id}`;
  const data = useDelegationData(name);
  const { secretariat, may } = useRights();
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<DelegationVerb>();
  if (!data.isReady) return <PageSkeleton />;
  const { delegation, event, members, quotas, label } = data;
  const mayChange = may("withdraw", name);
  const verbs = mayChange ? verbsFor(delegation.state, event, secretariat) : [];
  const primary = primaryVerb(verbs);
  const others = verbs.filter((verb) => verb !== primary);
  const active = members.filter(({ participant }) => isActive(participant)).length;
  const { taken, limit, waiting } = seatsIn(quotas);
  const showsLeft = search.has("left");
  const hasHead = !lacksHead(
    delegation,
    new Map(
      members
        .filter(({ participant }) => isActive(participant) && participant.capacity === Capacity.HEAD)
        .map(({ participant }) => [name, participant]),
    ),
  );
  const mayRegister = mayChange && delegation.state !== State.DECLINED;
  return (
    <Page
      title={label}
      lead={
        <Group gap="sm">
          <DelegationState state={delegation.state} />
          <span>
            {t("page.lead", { count: active })}
            {limit !== undefined && ` · ${t("page.seats", { taken, limit })}`}
            {waiting > 0 && ` · ${t("page.waiting", { count: waiting })}`}
          </span>
          {!hasHead && (
            <Text span size="sm" c="var(--waiting)" fw={500}>
              {t("list.noHead")}
            </Text>
          )}
        </Group>
      }
      actions={
        <>
          {others.length > 0 && (
            <Menu>
              <Menu.Target>
                <ActionIcon variant="default" size={36} aria-label={t("page.more")}>
                  <IconDots size={18} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map((verb) => (
                  <Menu.Item key={verb} {...(verb === "decline" ? { color: "red" } : {})} onClick={() => setAsked(verb)}>
                    {t(`do.${verb}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          {mayRegister && (
            <Button component={Link} to={registrationPath(name)} variant={primary ? "default" : "filled"}>
              {t("page.register")}
            </Button>
          )}
          {primary && <Button onClick={() => setAsked(primary)}>{t(`do.${primary}`)}</Button>}
        </>
      }
    >
      {delegation.stateReason !== "" && <Text size="sm">{t("page.reason", { reason: delegation.stateReason })}</Text>}
      <div className={look.layout}>
        <div className={look.main}>
          {members.length === 0 ? (
            <Empty text={t("page.nobody")}>
              {mayRegister && (
                <Button component={Link} to={registrationPath(name)}>
                  {t("page.register")}
                </Button>
              )}
            </Empty>
          ) : (
            <MembersTable data={data} showsLeft={showsLeft} />
          )}
          {members.length > active && (
            <Switch
              label={t("page.showLeft", { count: members.length - active })}
              checked={showsLeft}
              onChange={(changed) => setSearch(changed.currentTarget.checked ? { left: "1" } : {}, { replace: true })}
            />
          )}
          <CompositionPanel data={data} />
          {active > 0 && (
            <InvitationsCard event={event.name} isWanted={(attendee) => attendee.delegation === name} withNames mayAnswer={mayChange} />
          )}
        </div>
        <div className={look.side}>
          <QuotaPanel data={data} />
          <HoldsPanel data={data} />
          {secretariat && <LinksPanel data={data} />}
          <DetailsPanel data={data} />
        </div>
      </div>
      {asked && <VerbDialog verb={asked} data={data} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}
