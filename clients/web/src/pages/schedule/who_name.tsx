import { useQuery } from "@connectrpc/connect-query";
import { skipToken } from "@tanstack/react-query";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService } from "@plenary/client/gen/plenary/v1/directory_pb";
import { useLanguage } from "../../i18n/use_language.ts";
import { personLine } from "../../parts/names.ts";
import { useSchedule } from "./schedule_context.ts";

// What a participant or person is called, also where the programme has not met them yet.
export function useWhoName(name: string): string {
  const language = useLanguage();
  const { nameOf } = useSchedule();
  const participant = useQuery(DelegationService.method.getParticipant, name.startsWith("events/") ? { name } : skipToken);
  const personName = name.startsWith("people/") ? name : participant.data?.person;
  const person = useQuery(DirectoryService.method.getPerson, personName ? { name: personName } : skipToken);
  return (person.data && personLine(person.data.names, language, person.data.latinName)) || participant.data?.displayName || nameOf(name);
}

export function WhoName({ name }: { name: string }) {
  return useWhoName(name);
}
