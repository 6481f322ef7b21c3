import { useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconPrinter, IconRoute } from "@tabler/icons-react";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { Protocol_Type, ProtocolService } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatDay } from "../../parts/when.ts";
import { useFreshDossier, useItems, useRounds, useTopics } from "./asked.ts";
import { threadHref } from "../../parts/resource_names.ts";
import { ProtocolItems } from "./protocol_items.tsx";
import { ProtocolMenu } from "./protocol_menu.tsx";
import { isWritable, verbsOf } from "./protocol_rules.ts";
import { ProtocolSteps } from "./protocol_steps.tsx";
import { ProtocolVerbs } from "./protocol_verbs.tsx";
import { useRights } from "./rights.ts";
import { RoundLine } from "./round_line.tsx";
import { Signatories } from "./signatories.tsx";

// A protocol with its languages side by side, and what can be done with it.
export function ProtocolPage() {
  const { t } = useTranslation("negotiations");
  const language = useLanguage();
  const { negotiation: negotiationId, protocol: protocolId } = useParams();
  const [query] = useSearchParams();
  const parent = `negotiations/${negotiationId}`;
  const name = `${parent}/protocols/${protocolId}`;
  useFreshDossier(parent);
  const dossier = useQuery(NegotiationService.method.getNegotiation, { name: parent });
  const asked = useQuery(ProtocolService.method.getProtocol, { name });
  const items = useItems(name);
  const rounds = useRounds(parent);
  const topics = useTopics(parent);
  const rights = useRights(dossier.data);

  const failed = [asked, dossier, items].find(({ error }) => error !== null);
  if (failed?.error) return <Refused error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!asked.data || !dossier.data) return <PageSkeleton />;
  const protocol = asked.data;
  const outOfStep = (items.data ?? []).filter((item) => item.outOfStepLanguages.length > 0).length;

  return (
    <Page
      title={textIn(protocol.titles, language)}
      lead={
        <Group component="span" gap="xs" display="inline-flex">
          <span>{t(`protocol.type.${Protocol_Type[protocol.type]}`)}</span>
          <Anchor component={Link} to={`/${parent}?view=protocols`}>
            {textIn(dossier.data.displayNames, language)}
          </Anchor>
          {protocol.date !== "" && (
            <span>{[protocol.place, formatDay(protocol.date, language, "UTC")].filter((part) => part !== "").join(", ")}</span>
          )}
        </Group>
      }
      actions={
        <>
          <Button variant="default" component={Link} to={`/${name}/print`} leftSection={<IconPrinter size={16} aria-hidden />}>
            {t("protocol.print")}
          </Button>
          <Button variant="default" component={Link} to={threadHref(name)} leftSection={<IconRoute size={16} aria-hidden />}>
            {t("thread.follow")}
          </Button>
          {rights.mayNegotiate && (
            <>
              <ProtocolMenu protocol={protocol} negotiation={dossier.data} rounds={rounds.data ?? []} />
              <ProtocolVerbs
                protocol={protocol}
                negotiation={dossier.data}
                rounds={rounds.data ?? []}
                verbs={verbsOf(protocol)}
                outOfStep={outOfStep}
                hasItems={(items.data ?? []).length > 0}
              />
            </>
          )}
        </>
      }
    >
      <ProtocolSteps protocol={protocol} />
      {protocol.supersededBy !== "" && (
        <Text size="sm">
          <Anchor component={Link} to={`/${protocol.supersededBy}`}>
            {t("protocol.isAmended")}
          </Anchor>
        </Text>
      )}
      {protocol.amends !== "" && (
        <Text size="sm">
          <Anchor component={Link} to={`/${protocol.amends}`}>
            {t("protocol.amends")}
          </Anchor>
        </Text>
      )}
      {protocol.reason !== "" && isWritable(protocol) && (
        <Alert color="yellow" variant="light">
          {t("protocol.returnedBecause", { reason: protocol.reason })}
        </Alert>
      )}
      {protocol.round !== "" && <RoundLine rounds={rounds.data ?? []} name={protocol.round} />}
      <Stack gap="xl">
        <ProtocolItems
          protocol={protocol}
          items={items.data}
          topics={topics.data ?? []}
          mayWrite={rights.mayNegotiate && isWritable(protocol)}
          chosen={query.get("item")}
          sides={{ ours: dossier.data.ourOrganization, theirs: dossier.data.counterpart }}
        />
        <Signatories protocol={protocol} />
      </Stack>
    </Page>
  );
}
