import { Button, Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import {
  Delegation_State as State,
  DelegationService,
  Participant_Capacity as Capacity,
  type Delegation,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import { EventService } from "@plenary/client/gen/plenary/v1/events_pb";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clientOf } from "../../api/clients.ts";
import { textIn } from "../../i18n/texts.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import type { Language } from "../../i18n/languages.ts";
import { nameIn } from "../../parts/names.ts";
import { notifyRefused } from "../../parts/notify.ts";
import { newRow, type Row } from "./rows.ts";
import { isActive, type DelegationData } from "./use_registration_data.ts";

function rowOf(person: Person, capacity: Capacity, title: string, language: Language): Row {
  const name = nameIn(person.names, language, person.latinName);
  const latin = person.latinName ? `${person.latinName.familyName} ${person.latinName.givenName}`.trim() : "";
  const cells: Row["cells"] = {
    family: name?.familyName ?? "",
    given: name?.givenName ?? "",
    patronymic: name?.patronymic ?? "",
    latin,
    email: person.workEmail,
    phone: person.workPhone,
    capacity: capacity === Capacity.CAPACITY_UNSPECIFIED ? "" : Capacity[capacity],
    [`title.${language}`]: title,
  };
  return { ...newRow(cells), person: { name: person.name, shown: cells.family ?? "" } };
}

// The same organization's delegation to another event, whose people can be taken over.
export function LastTime({ data, onTake }: { data: DelegationData; onTake: (rows: Row[]) => void }) {
  const { t } = useTranslation("registration");
  const language = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const found = useQuery(DelegationService.method.listDelegations, {
    parent: "events/-",
    filter: `organization = "${data.delegation.organization}"`,
    pageSize: 50,
    orderBy: "create_time desc",
  });
  const last = found.data?.delegations.find(
    ({ name, state }) => name !== data.delegation.name && state !== State.DECLINED && state !== State.INVITED,
  );
  const event = useQuery(
    EventService.method.getEvent,
    { name: last?.name.split("/").slice(0, 2).join("/") ?? "" },
    { enabled: last !== undefined },
  );
  if (last === undefined || !event.data) return null;
  const take = async (from: Delegation) => {
    setBusy(true);
    try {
      const { participants } = await clientOf(DelegationService).listParticipants({
        parent: from.name.split("/").slice(0, 2).join("/"),
        filter: `delegation = "${from.name}"`,
        orderBy: "precedence",
        pageSize: 200,
      });
      const came = participants.filter(isActive);
      const { people } = await clientOf(DirectoryService).batchGetPeople({ names: came.map(({ person }) => person) });
      onTake(people.map((person, at) => rowOf(person, came[at]!.capacity, textIn(came[at]!.titles, language), language)));
    } catch (error) {
      notifyRefused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <IconUsers size={18} aria-hidden />
          <Text size="sm">{t("lastTime.offer", { event: textIn(event.data.displayNames, language) })}</Text>
        </Group>
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void take(last)}>
          {t("lastTime.take")}
        </Button>
      </Group>
    </Paper>
  );
}
