import { useQuery } from "@connectrpc/connect-query";
import {
  DelegationService,
  Participant_Attendance,
  Participant_Capacity,
  Participant_State,
  type Participant,
} from "@plenary/client/gen/plenary/v1/delegations_pb";
import { DirectoryService, type Person } from "@plenary/client/gen/plenary/v1/directory_pb";
import type { Event } from "@plenary/client/gen/plenary/v1/events_pb";
import { GetProgrammeRequest_Rendering, ScheduleService } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { useMemo } from "react";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";
import type { Language } from "../../i18n/languages.ts";
import { useLanguage } from "../../i18n/use_language.ts";
import { latinLine, personLine } from "../../parts/names.ts";
import { stopsOf, type Sheet, type SheetPerson } from "./sheet.ts";
import { useKept } from "./use_kept.ts";

const COMING = new Set([Participant_State.CONFIRMED, Participant_State.ACCEPTED]);
const BATCH = 1000;

// The run sheet of a delegation: as fresh as the connection allows, else as it was last read.
export function useSheet(event: string, delegation: string, settings: Event | undefined, title: string, isWorking: boolean) {
  const language = useLanguage();
  const isAsked = delegation !== "";
  const rendering = isWorking ? GetProgrammeRequest_Rendering.WORKING : GetProgrammeRequest_Rendering.GUESTS;
  const programme = useQuery(
    ScheduleService.method.getProgramme,
    { subject: delegation, rendering, languageCode: language },
    { enabled: isAsked },
  );
  const participants = useAll(
    DelegationService.method.listParticipants,
    { parent: event, filter: `delegation = "${delegation}"` },
    (page) => page.participants,
    { enabled: isAsked },
  );
  useFresh(
    isAsked ? event : "",
    ScheduleService.method.getProgramme,
    DelegationService.method.listParticipants,
    ScheduleService.method.getMeeting,
  );
  const coming = useMemo(() => (participants.data ?? []).filter(({ state }) => COMING.has(state)), [participants.data]);
  const names = [...new Set(coming.map(({ person }) => person))].sort().slice(0, BATCH);
  const people = useQuery(DirectoryService.method.batchGetPeople, { names }, { enabled: names.length > 0 });

  const readAt = Math.max(programme.dataUpdatedAt, participants.dataUpdatedAt);
  const fresh = useMemo((): Sheet | undefined => {
    if (!settings || !programme.data || !participants.data || title === "") return undefined;
    const byName = new Map((people.data?.people ?? []).map((person) => [person.name, person]));
    return {
      title,
      zone: settings.timeZone,
      stops: stopsOf(programme.data),
      people: coming.map((participant) => sheetPerson(participant, byName.get(participant.person), language)),
    };
  }, [settings, programme.data, participants.data, people.data, coming, title, language]);
  const error = programme.error ?? participants.error ?? undefined;
  const { value: sheet, keptAt } = useKept<Sheet>(`${delegation}.${language}`, { fresh: isAsked ? fresh : undefined, readAt, error });
  return {
    sheet,
    keptAt,
    // When what is shown was read.
    readAt: keptAt ?? (sheet && readAt),
    error,
    retry: () => {
      void programme.refetch();
      void participants.refetch();
    },
  };
}

function sheetPerson(participant: Participant, person: Person | undefined, language: Language): SheetPerson {
  const latin = person?.latinName ?? person?.suggestedLatinName;
  return {
    participant: participant.name,
    name: (person && personLine(person.names, language, person.latinName)) || participant.displayName,
    latin: person ? latinLine(person.names, language, latin) : "",
    capacity: Participant_Capacity[participant.capacity] ?? "",
    phone: person?.workPhone ?? "",
    hasArrived: participant.attendance === Participant_Attendance.ARRIVED,
  };
}
