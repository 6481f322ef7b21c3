import { useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { ActionItem_Reason, ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page_skeleton.tsx";
import { Refused } from "../../parts/refused.tsx";
import { formatInstant, ownZone } from "../../parts/when.ts";
import { usePersonLines } from "../../parts/directory.ts";
import { threadHref } from "../../parts/resource_names.ts";
import { Section } from "../../parts/section.tsx";
import { today } from "../../parts/today.ts";
import { useFreshControl, useItems, useReader } from "./asked.ts";
import look from "./control.module.css";
import { DueDays } from "./due_days.tsx";
import { ExtensionsList } from "./extensions_list.tsx";
import { ItemFacts } from "./item_facts.tsx";
import { ItemForm } from "./item_form.tsx";
import { ItemLines } from "./item_lines.tsx";
import { isUnderControl } from "./item_rules.ts";
import { ItemState } from "./item_state.tsx";
import { ItemVerbs } from "./item_verbs.tsx";
import { ReportsList } from "./reports_list.tsx";

// One item: where it stands, what was reported on it, which days it had, what it is part of.
export function ItemPage() {
  const { t } = useTranslation("control");
  const language = useLanguage();
  const name = `actionItems/${useParams().item}`;
  useFreshControl();
  const asked = useQuery(ActionPlanService.method.getActionItem, { name });
  const parts = useItems(`parent_item = "${name}"`);
  const reader = useReader();
  const [opened, setOpened] = useState<"edit" | "part">();
  const removal = asked.data?.removal;
  const person = usePersonLines([removal?.person ?? "", asked.data?.recommendation?.person ?? ""]);
  if (asked.error) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <PageSkeleton />;
  const item = asked.data;
  const title = textIn(item.titles, language);
  const text = textIn(item.texts, language);
  const mayWrite = reader.isOffice && item.removal === undefined;
  return (
    <Page
      title={title}
      lead={
        <Group gap="md" align="flex-start" mt={4}>
          <ItemState state={item.state} />
          <DueDays item={item} date={today()} />
        </Group>
      }
      actions={
        <>
          <Button variant="default" component={Link} to={threadHref(name)} leftSection={<IconRoute size={16} aria-hidden />}>
            {t("thread")}
          </Button>
          <ItemVerbs item={item} title={title} reader={reader} isPage />
        </>
      }
    >
      {removal && (
        <Alert color="gray" variant="light" title={t("removal.title", { reason: t(`reason.${ActionItem_Reason[removal.reason]}`) })}>
          {[
            removal.note,
            person(removal.person) || removal.user.split("/")[1],
            removal.time ? formatInstant(removal.time, language, ownZone()) : "",
          ]
            .filter(Boolean)
            .join(" · ")}
          {item.supersededBy !== "" && (
            <Text>
              <Anchor component={Link} to={`/control/items/${item.supersededBy.split("/")[1]}`}>
                {t("removal.instead")}
              </Anchor>
            </Text>
          )}
        </Alert>
      )}
      {item.recommendation && !removal && (
        <Alert color="teal" variant="light" title={t("isRecommended")}>
          {[item.recommendation.note, person(item.recommendation.person) || item.recommendation.user.split("/")[1]]
            .filter(Boolean)
            .join(" · ")}
        </Alert>
      )}
      {item.stepNote !== "" && isUnderControl(item.state) && (
        <Alert color="orange" variant="light">
          {t("stepNote", { note: item.stepNote })}
        </Alert>
      )}
      {text !== "" && (
        <Text style={{ whiteSpace: "pre-line" }} maw={760}>
          {text}
        </Text>
      )}
      <div className={look.halves}>
        <div style={{ display: "grid", gap: 24, alignContent: "start" }}>
          <Section title={t("report.all")}>
            <ReportsList item={name} />
          </Section>
          <Section title={t("extension.all")}>
            <ExtensionsList item={name} />
          </Section>
          {((parts.data?.length ?? 0) > 0 || mayWrite) && (
            <Section
              title={t("item.parts")}
              count={parts.data?.length ?? 0}
              actions={
                mayWrite && (
                  <Button size="compact-sm" variant="default" onClick={() => setOpened("part")}>
                    {t("item.addPart")}
                  </Button>
                )
              }
            >
              <ItemLines items={parts.data ?? []} />
            </Section>
          )}
        </div>
        <Section
          title={t("item.facts")}
          actions={
            mayWrite && (
              <Button size="compact-sm" variant="default" onClick={() => setOpened("edit")}>
                {t("item.edit")}
              </Button>
            )
          }
        >
          <ItemFacts item={item} />
        </Section>
      </div>
      {opened === "edit" && <ItemForm item={item} onClose={() => setOpened(undefined)} />}
      {opened === "part" && <ItemForm place={{ parentItem: name }} onClose={() => setOpened(undefined)} />}
    </Page>
  );
}
