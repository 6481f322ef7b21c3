import { Button, Chip, Group, SegmentedControl, Text } from "@mantine/core";
import { Delegation_State as State, DelegationService, type Participant } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { DataTable, type Column } from "../../parts/data_table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { SearchField } from "../../parts/search_field.tsx";
import { useAddress } from "../../parts/use_address.ts";
import { formatAgo, instantOf } from "../../parts/when.ts";
import { useDelegations, useEventName, type NamedDelegation } from "../events/event_data.ts";
import { useRights } from "../participants/rights.ts";
import { fold } from "../registration/list/clean.ts";
import { DelegationState } from "./delegation_state.tsx";
import { byPrecedence, lacksHead, seatsIn } from "./listed.ts";

const STATES = [State.INVITED, State.FORMING, State.SUBMITTED, State.APPROVED, State.ACCEPTED, State.DECLINED];
const NOBODY: Participant[] = [];

// The delegations of an event: where each stands, how full it is, what it lacks.
export function DelegationsPage() {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const navigate = useNavigate();
  const event = useEventName();
  const { secretariat } = useRights();
  const [get, set] = useAddress();
  const delegations = useDelegations();
  const headed = useAll(
    DelegationService.method.listParticipants,
    { parent: event, filter: "capacity = HEAD" },
    (page) => page.participants,
  );
  useFresh(event, DelegationService.method.listDelegations, DelegationService.method.listParticipants);
  const heads = useMemo(() => new Map((headed.data ?? NOBODY).map((participant) => [participant.delegation, participant])), [headed.data]);

  const states = get("state").split(",").filter(Boolean);
  const typed = get("q");
  const isOfficial = get("order") === "official";
  const countOf = (state: State) => delegations.filter(({ delegation }) => delegation.state === state).length;
  const shown = useMemo(() => {
    const matching = delegations.filter(
      ({ delegation, label }) => (states.length === 0 || states.includes(State[delegation.state])) && fold(label).includes(fold(typed)),
    );
    if (!isOfficial) return matching;
    const byName = new Map(matching.map((each) => [each.delegation.name, each]));
    return byPrecedence(
      matching.map(({ delegation }) => delegation),
      heads,
    ).map(({ name }) => byName.get(name)!);
  }, [delegations, heads, isOfficial, states.join(), typed]);

  const columns = useMemo(
    (): Column<NamedDelegation>[] => [
      { id: "name", header: t("list.name"), width: 280, value: ({ label }) => label },
      {
        id: "state",
        header: t("list.state"),
        width: 170,
        value: ({ delegation }) => delegation.state,
        cell: ({ delegation }) => <DelegationState state={delegation.state} />,
      },
      {
        id: "seats",
        header: t("list.seats"),
        width: 120,
        align: "right",
        value: ({ delegation }) => seatsIn(delegation.quotas).taken,
        cell: ({ delegation }) => {
          const { taken, limit, over } = seatsIn(delegation.quotas);
          return (
            <span>
              {limit === undefined ? taken : t("list.of", { taken, limit })}
              {over > 0 && (
                <Text span size="sm" c="var(--conflict)">
                  {" "}
                  {t("list.over", { count: over })}
                </Text>
              )}
            </span>
          );
        },
      },
      {
        id: "waiting",
        header: t("list.waiting"),
        width: 100,
        align: "right",
        value: ({ delegation }) => seatsIn(delegation.quotas).waiting,
        cell: ({ delegation }) => seatsIn(delegation.quotas).waiting || "",
      },
      {
        id: "head",
        header: t("list.head"),
        width: 240,
        value: ({ delegation }) => heads.get(delegation.name)?.displayName ?? "",
        cell: ({ delegation }) =>
          lacksHead(delegation, heads) ? (
            <Text span size="sm" c="var(--waiting)" fw={500}>
              {t("list.noHead")}
            </Text>
          ) : (
            (heads.get(delegation.name)?.displayName ?? "")
          ),
      },
      {
        id: "changed",
        header: t("list.changed"),
        width: 150,
        value: ({ delegation }) => (delegation.updateTime ? instantOf(delegation.updateTime) : ""),
        cell: ({ delegation }) =>
          delegation.updateTime && (
            <Text span size="sm" c="dimmed">
              {formatAgo(delegation.updateTime, language)}
            </Text>
          ),
      },
    ],
    [t, language, heads],
  );

  const totals = seatsIn(delegations.flatMap(({ delegation }) => delegation.quotas));
  return (
    <Page
      title={t("list.title")}
      lead={t("list.lead", { count: delegations.length, taken: totals.taken, waiting: totals.waiting })}
      actions={
        secretariat && (
          <Button component={Link} to="new">
            {t("list.create")}
          </Button>
        )
      }
    >
      <Group gap="sm" justify="space-between">
        <SearchField label={t("list.search")} value={typed} onChange={(text) => set({ q: text })} w={{ base: "100%", xs: 260 }} />
        <SegmentedControl
          aria-label={t("list.order")}
          data={[
            { value: "", label: t("list.byName") },
            { value: "official", label: t("list.official") },
          ]}
          value={isOfficial ? "official" : ""}
          onChange={(order) => set({ order })}
        />
      </Group>
      <Chip.Group multiple value={states} onChange={(chosen) => set({ state: chosen.join(",") })}>
        <Group gap={6} role="group" aria-label={t("list.states")}>
          {STATES.filter((state) => countOf(state) > 0).map((state) => (
            <Chip key={state} value={State[state]} size="sm" variant="outline">
              {t(`state.${State[state]}`)} · {countOf(state)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <DataTable
        label={t("list.title")}
        columns={columns}
        rows={shown}
        sorted={isOfficial}
        keyOf={({ delegation }) => delegation.name}
        onOpen={({ delegation }) => void navigate(delegation.name.split("/").at(-1)!)}
        empty={
          <Empty text={t(delegations.length === 0 ? "list.none" : "list.noneFound")}>
            {delegations.length === 0 && secretariat && (
              <Button component={Link} to="new">
                {t("list.create")}
              </Button>
            )}
            {delegations.length > 0 && (
              <Button variant="default" onClick={() => set({ q: null, state: null, order: null })}>
                {t("list.clear")}
              </Button>
            )}
          </Empty>
        }
      />
    </Page>
  );
}
