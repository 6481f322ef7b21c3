import { ActionIcon, Group, Menu, Table, Text } from "@mantine/core";
import { Participant_Capacity as Capacity, Participant_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { IconCrown, IconDots, IconReplace } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { DELEGATIONS, useReadAnew } from "../../api/change.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { textIn } from "../../i18n/texts.ts";
import { PersonName } from "../../parts/person_name.tsx";
import { categoryLabel } from "../events/event_data.ts";
import { useRights } from "../participants/rights.ts";
import type { Row } from "../participants/row.ts";
import { StateWord } from "../participants/state_word.tsx";
import { VerbDialog } from "../participants/verb_dialog.tsx";
import { verbsFor, type Verb } from "../participants/verbs.ts";
import { Panel } from "../registration/panel.tsx";
import { isActive, type DelegationData, type Member } from "../registration/use_registration_data.ts";
import { HeadDialog } from "./head_dialog.tsx";
import look from "./members_table.module.css";
import { SubstituteDialog } from "./substitute_dialog.tsx";

type Asked = { what: Verb; member: Member } | { what: "head" | "substitute"; member: Member };

const REPLACEABLE: ReadonlySet<State> = new Set([State.NOMINATED, State.WAITLISTED, State.CONFIRMED, State.ACCEPTED]);

// The people of a delegation, in official order, with what can be done with each.
export function MembersTable({ data, showsLeft = false }: { data: DelegationData; showsLeft?: boolean }) {
  const { t } = useTranslation("delegations");
  const language = useLanguage();
  const readAnew = useReadAnew(DELEGATIONS);
  const [asked, setAsked] = useState<Asked>();
  const { delegation, categories, members } = data;
  const { may } = useRights();
  const mayChange = may("withdraw", delegation.name);
  const shown = useMemo(() => members.filter(({ participant }) => showsLeft || isActive(participant)), [members, showsLeft]);
  const heads = new Set(delegation.headships.map(({ participant }) => participant));
  const list = { put: readAnew, delegationOf: () => data.label, categoryOf: (name: string) => categoryLabel(categories, name, language) };
  return (
    <Panel title={t("members.title", { count: shown.length })}>
      <div className={look.frame}>
        <Table className={look.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("members.name")}</Table.Th>
              <Table.Th>{t("members.role")}</Table.Th>
              <Table.Th>{t("members.category")}</Table.Th>
              <Table.Th>{t("members.state")}</Table.Th>
              {mayChange && (
                <Table.Th>
                  <span className="only-heard">{t("members.actions")}</span>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((member) => {
              const { participant, person } = member;
              const isHead = heads.has(participant.name) || (heads.size === 0 && participant.capacity === Capacity.HEAD);
              return (
                <Table.Tr key={participant.name} className={isActive(participant) ? undefined : look.left}>
                  <Table.Td>
                    <Group gap={6} wrap="nowrap" align="flex-start">
                      {isHead && (
                        <IconCrown
                          size={16}
                          color="var(--tentative)"
                          aria-label={t("members.head")}
                          style={{ flex: "none", marginTop: 3 }}
                        />
                      )}
                      {person ? <PersonName person={person} /> : participant.displayName}
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">
                      {participant.capacity !== Capacity.CAPACITY_UNSPECIFIED && t(`capacity.${Capacity[participant.capacity]}`)}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {textIn(participant.titles, language)}
                    </Text>
                  </Table.Td>
                  <Table.Td>{categoryLabel(categories, participant.category, language)}</Table.Td>
                  <Table.Td>
                    <StateWord state={participant.state} place={participant.placeInLine} />
                    {!isActive(participant) && participant.stateReason !== "" && (
                      <Text size="xs" c="dimmed">
                        {participant.stateReason}
                      </Text>
                    )}
                  </Table.Td>
                  {mayChange && (
                    <Table.Td>
                      <Menu>
                        <Menu.Target>
                          <ActionIcon variant="subtle" color="gray" aria-label={t("members.menu", { name: member.shown })}>
                            <IconDots size={16} aria-hidden />
                          </ActionIcon>
                        </Menu.Target>
                        <Menu.Dropdown>
                          {verbsFor(participant, data.event)
                            .filter((verb) => may(verb, delegation.name))
                            .map((verb) => (
                              <Menu.Item key={verb} onClick={() => setAsked({ what: verb, member })}>
                                {t(`verb.${verb}`)}
                              </Menu.Item>
                            ))}
                          {REPLACEABLE.has(participant.state) && (
                            <Menu.Item
                              leftSection={<IconReplace size={16} aria-hidden />}
                              onClick={() => setAsked({ what: "substitute", member })}
                            >
                              {t("verb.substitute")}
                            </Menu.Item>
                          )}
                          {isActive(participant) && !isHead && (
                            <Menu.Item leftSection={<IconCrown size={16} aria-hidden />} onClick={() => setAsked({ what: "head", member })}>
                              {t("verb.makeHead")}
                            </Menu.Item>
                          )}
                        </Menu.Dropdown>
                      </Menu>
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
      {asked?.what === "head" && <HeadDialog data={data} member={asked.member} onClose={() => setAsked(undefined)} />}
      {asked?.what === "substitute" && <SubstituteDialog data={data} member={asked.member} onClose={() => setAsked(undefined)} />}
      {asked && asked.what !== "head" && asked.what !== "substitute" && (
        <VerbDialog verb={asked.what} rows={[rowOf(asked.member, data)]} list={list} onClose={() => setAsked(undefined)} />
      )}
    </Panel>
  );
}

// A member as the dialogs of the list of participants take them.
function rowOf({ participant, person, shown }: Member, { label }: DelegationData): Row {
  return {
    participant,
    person,
    name: shown,
    latin: "",
    title: "",
    affiliation: "",
    delegation: label,
    category: participant.category,
    text: "",
  };
}
