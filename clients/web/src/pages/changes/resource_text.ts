// What a changed resource is called, from what it was after the change.
import { createRegistry } from "@bufbuild/protobuf";
import { anyUnpack } from "@bufbuild/protobuf/wkt";
import type { Change } from "@plenary/client/gen/plenary/v1/changes_pb";
import type { LocalizedText } from "@plenary/client/gen/plenary/v1/common_pb";
import { file_plenary_v1_delegations } from "@plenary/client/gen/plenary/v1/delegations_pb";
import { file_plenary_v1_events } from "@plenary/client/gen/plenary/v1/events_pb";
import { file_plenary_v1_matchmaking, type MeetingRequest } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import { file_plenary_v1_planning } from "@plenary/client/gen/plenary/v1/planning_pb";
import { file_plenary_v1_schedule, type Meeting } from "@plenary/client/gen/plenary/v1/schedule_pb";
import { textIn } from "../../i18n/texts.ts";
import type { Language } from "../../i18n/languages.ts";
import type { PartyName } from "../planning/parties.ts";

const registry = createRegistry(
  file_plenary_v1_delegations,
  file_plenary_v1_events,
  file_plenary_v1_matchmaking,
  file_plenary_v1_planning,
  file_plenary_v1_schedule,
);

interface Named {
  displayName?: string;
  displayNames?: LocalizedText[];
  titles?: LocalizedText[];
  purpose?: string;
  label?: string;
}

export function sidesText(meeting: Meeting, nameOf: PartyName): string {
  return meeting.parties.map(({ delegation, organization }) => nameOf(delegation || organization)).join(" – ");
}

// The resource's own name; "" where it has none that people would know.
export function resourceText(change: Change, language: Language, nameOf: PartyName): string {
  const resource = change.resource && anyUnpack(change.resource, registry);
  if (resource === undefined) return "";
  if (resource.$typeName === "plenary.v1.Delegation") return nameOf(change.resourceName);
  if (resource.$typeName === "plenary.v1.MeetingRequest") {
    const { from, to } = resource as unknown as MeetingRequest;
    return [from, to].map((side) => nameOf(side?.party ?? "") || side?.displayName).join(" – ");
  }
  const { displayName, displayNames, titles, purpose, label } = resource as unknown as Named;
  const text = displayName || textIn(displayNames ?? [], language) || textIn(titles ?? [], language) || purpose || label || "";
  if (text !== "" || resource.$typeName !== "plenary.v1.Meeting") return text;
  return sidesText(resource as unknown as Meeting, nameOf);
}
