import { Group, Text, Title } from "@mantine/core";
import { Delegation_State as State } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import look from "./events.module.css";

interface DelegationStatesProps {
  states: ReadonlyMap<State, number>;
  event: string;
}

const ORDER = [State.INVITED, State.FORMING, State.SUBMITTED, State.APPROVED, State.ACCEPTED, State.DECLINED];

// Delegations by where they stand, in the order of their way.
export function DelegationStates({ states, event }: DelegationStatesProps) {
  const { t } = useTranslation("events");
  return (
    <section aria-labelledby="delegation-states">
      <Title order={2} size="h4" mb="xs" id="delegation-states">
        {t("delegations.title")}
      </Title>
      <div className={look.numbers}>
        {ORDER.map((state) => (
          <Link key={state} to={`/${event}/delegations?state=${State[state]}`} className={look.number}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Text component="span" size="sm">
                {t(`delegations.state.${State[state]}`)}
              </Text>
              <Text component="span" fw={600}>
                {states.get(state) ?? 0}
              </Text>
            </Group>
          </Link>
        ))}
      </div>
    </section>
  );
}
