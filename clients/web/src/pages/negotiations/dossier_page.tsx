import { useQuery } from "@connectrpc/connect-query";
import { Alert, Button, Group, Tabs } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { Negotiation_State, NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { useCommitments } from "../../api/lists.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { UNFINISHED, useContacts, useFreshDossier, useProtocols, useRounds, useTopics } from "./asked.ts";
import { ContactsView } from "./contacts_view.tsx";
import { DossierLead } from "./dossier_lead.tsx";
import { DossierMenu } from "./dossier_menu.tsx";
import { threadHref } from "../../parts/resource_names.ts";
import { OutcomesView } from "./outcomes_view.tsx";
import { OverviewView } from "./overview_view.tsx";
import { ProtocolsView } from "./protocols_view.tsx";
import { useRights } from "./rights.ts";
import { TopicsView } from "./topics_view.tsx";

const VIEWS = ["overview", "topics", "protocols", "outcomes", "contacts"] as const;
type View = (typeof VIEWS)[number];

// The dossier of one counterpart.
export function DossierPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const name = `negotiations/${useParams().negotiation}`;
  const [query, setQuery] = useSearchParams();
  useFreshDossier(name);
  const dossier = useQuery(NegotiationService.method.getNegotiation, { name });
  const rounds = useRounds(name);
  const topics = useTopics(name);
  const protocols = useProtocols(name);
  const contacts = useContacts(name);
  const commitments = useCommitments(`negotiation = "${name}" AND ${UNFINISHED}`);
  const rights = useRights(dossier.data);
  const view: View = VIEWS.find((each) => each === query.get("view")) ?? "overview";

  if (dossier.error) return <Refused error={dossier.error} onRetry={() => void dossier.refetch()} />;
  if (!dossier.data) return <PageSkeleton />;
  const negotiation = dossier.data;
  const counts: Partial<Record<View, number | undefined>> = {
    topics: topics.data?.length,
    protocols: protocols.data?.length,
    outcomes: commitments.data?.length,
    contacts: contacts.data?.length,
  };
  const failed = [rounds, topics, protocols, contacts, commitments].find(({ error }) => error !== null);

  return (
    <Page
      title={textIn(negotiation.displayNames, language)}
      lead={<DossierLead negotiation={negotiation} />}
      actions={
        <>
          <Button variant="default" component={Link} to={threadHref(name)} leftSection={<IconRoute size={16} aria-hidden />}>
            {t("thread.follow")}
          </Button>
          <DossierMenu negotiation={negotiation} />
        </>
      }
    >
      {negotiation.state !== Negotiation_State.OPEN && negotiation.stateReason !== "" && (
        <Alert color="gray" variant="light">
          {t("dossier.stateReason", { reason: negotiation.stateReason })}
        </Alert>
      )}
      <Tabs value={view} onChange={(next) => setQuery(next === "overview" || next === null ? {} : { view: next })} keepMounted={false}>
        <Tabs.List mb="md" style={{ flexWrap: "nowrap", overflowX: "auto", overflowY: "hidden" }}>
          {VIEWS.map((each) => (
            <Tabs.Tab key={each} value={each} style={{ flex: "none" }}>
              <Group gap={6} wrap="nowrap">
                {t(`view.${each}`)}
                {counts[each] !== undefined && counts[each] > 0 && (
                  <span style={{ color: "var(--mantine-color-dimmed)" }}>{counts[each]}</span>
                )}
              </Group>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {failed?.error && <Refused error={failed.error} onRetry={() => void failed.refetch()} />}
        <Tabs.Panel value="overview">
          <OverviewView
            negotiation={negotiation}
            rounds={rounds.data ?? []}
            topics={topics.data ?? []}
            protocols={protocols.data ?? []}
            contacts={contacts.data ?? []}
            commitments={commitments.data ?? []}
            rights={rights}
          />
        </Tabs.Panel>
        <Tabs.Panel value="topics">
          <TopicsView
            negotiation={negotiation}
            topics={topics.data}
            rounds={rounds.data ?? []}
            rights={rights}
            chosen={query.get("topic")}
          />
        </Tabs.Panel>
        <Tabs.Panel value="protocols">
          <ProtocolsView negotiation={negotiation} protocols={protocols.data} rounds={rounds.data ?? []} rights={rights} />
        </Tabs.Panel>
        <Tabs.Panel value="outcomes">
          <OutcomesView negotiation={negotiation} />
        </Tabs.Panel>
        <Tabs.Panel value="contacts">
          <ContactsView negotiation={negotiation} contacts={contacts.data} rounds={rounds.data ?? []} rights={rights} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
