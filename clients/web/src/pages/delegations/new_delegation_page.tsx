import { Button, Group, NumberInput, Stack } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { DELEGATIONS, useAct } from "../../api/change.ts";
import { clientOf } from "../../api/clients.ts";
import { useDraft } from "../../api/drafts.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { LongField } from "../../parts/long_field.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { OrganizationPicker } from "../../parts/pickers.tsx";
import { Refused } from "../../parts/refused.tsx";
import { useCategories, useDelegations, useEventName } from "../events/event_data.ts";
import { Panel } from "../registration/panel.tsx";
import { CopyOffer } from "./copy_offer.tsx";
import { PapersField, type Paper } from "./papers_field.tsx";

interface Draft {
  organization: string | null;
  limits: Record<string, number | "">;
  basis: Paper[];
  note: string;
}

const EMPTY: Draft = { organization: null, limits: {}, basis: [], note: "" };

// Invites an organization: whose delegation it is, on what papers, with how many seats.
export function NewDelegationPage() {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const navigate = useNavigate();
  const event = useEventName();
  const categories = useCategories();
  const delegations = useDelegations();
  const { isActing, error, act } = useAct(DELEGATIONS);
  const [draft, setDraft, clearDraft] = useDraft<Draft>(`delegations/${event}/new`, EMPTY);
  const [source, setSource] = useState<string>();
  const { organization, limits, basis, note } = draft;
  const set = (some: Partial<Draft>) => setDraft({ ...draft, ...some });
  const there = delegations.find(({ delegation }) => delegation.organization === organization);
  const earlier = useQuery(
    DelegationService.method.listDelegations,
    { parent: "events/-", filter: `organization = "${organization}"`, orderBy: "create_time desc", pageSize: 20 },
    { enabled: organization !== null },
  );
  const last = earlier.data?.delegations.find(({ name }) => !name.startsWith(`${event}/`));

  const create = async () => {
    let name = "";
    const done = await act({ source, ...draft }, async (requestId) => {
      const client = clientOf(DelegationService);
      const made = source
        ? (
            await client.copyDelegation({
              parent: event,
              sourceDelegation: source,
              withQuotas: Object.values(limits).every((limit) => limit === ""),
              requestId,
            })
          ).delegation!
        : await client.createDelegation({
            parent: event,
            delegation: { organization: organization!, basis, note: note.trim() },
            requestId,
          });
      name = made.name;
      for (const [category, limit] of Object.entries(limits)) {
        if (limit !== "")
          await client.setQuota({ delegation: name, category, limit, requestId: `${requestId}-${category.split("/").at(-1)}` });
      }
    });
    if (!done) return;
    clearDraft();
    notifyDone(t("new.done"));
    void navigate(`../${name.split("/").at(-1)}`, { replace: true });
  };
  return (
    <Page
      title={t("new.title")}
      lead={t("new.lead")}
      actions={
        <>
          <Button variant="default" onClick={() => void navigate("..")}>
            {t("cancel")}
          </Button>
          <Button loading={isActing} disabled={organization === null} onClick={() => void create()}>
            {t("new.action")}
          </Button>
        </>
      }
    >
      <Stack gap="md" maw={760}>
        {error !== undefined && <Refused error={error} />}
        <Panel title={t("new.whose")}>
          <OrganizationPicker
            label={t("new.organization")}
            required
            value={organization}
            onChange={(chosen) => {
              setSource(undefined);
              set({ organization: chosen });
            }}
            description={there ? t("new.there", { delegation: there.label }) : undefined}
          />
          {last && (
            <CopyOffer
              event={event}
              source={last.name}
              isTaken={source === last.name}
              onTake={(taken) => setSource(taken ? last.name : undefined)}
            />
          )}
        </Panel>
        <Panel title={t("quota.title")}>
          <Group gap="sm">
            {categories.map(({ name, displayNames }) => (
              <NumberInput
                key={name}
                w={150}
                label={textIn(displayNames, language)}
                placeholder={t("new.noLimit")}
                min={0}
                max={1_000_000}
                allowDecimal={false}
                value={limits[name] ?? ""}
                onChange={(limit) => set({ limits: { ...limits, [name]: limit === "" ? "" : Number(limit) } })}
              />
            ))}
          </Group>
        </Panel>
        {source === undefined && (
          <Panel title={t("details.title")}>
            <Stack gap="md">
              <PapersField papers={basis} onChange={(papers) => set({ basis: papers })} />
              <LongField label={t("details.note")} maxLength={4000} value={note} onChange={(note) => set({ note })} />
            </Stack>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}
