// Puts what was agreed at a place by hand, as planning would.
import { create } from "@bufbuild/protobuf";
import { Asset_Kind, AssetService } from "@plenary/client/gen/plenary/v1/assets_pb";
import { DelegationService } from "@plenary/client/gen/plenary/v1/delegations_pb";
import type { MeetingRequest, MeetingRequest_Side } from "@plenary/client/gen/plenary/v1/matchmaking_pb";
import type { PlannedPlace } from "@plenary/client/gen/plenary/v1/planning_pb";
import {
  AttendeeSchema,
  Meeting_PartySchema,
  MeetingSchema,
  ScheduleService,
  type Meeting,
} from "@plenary/client/gen/plenary/v1/schedule_pb";
import { clientOf } from "../../api/clients.ts";

async function partyOf(side: MeetingRequest_Side) {
  if (side.party.startsWith("organizations/")) return create(Meeting_PartySchema, { organization: side.party });
  if (side.party.includes("/participants/")) {
    const { delegation } = await clientOf(DelegationService).getParticipant({ name: side.party });
    return create(Meeting_PartySchema, { delegation });
  }
  return create(Meeting_PartySchema, { delegation: side.party, headMustAttend: side.headMustAttend || side.people.length === 0 });
}

// Who of a side comes: those who were named, else the participant who is the side.
function attendeesOf(side: MeetingRequest_Side) {
  const required = side.people.length === 0 && side.party.includes("/participants/") ? [side.party] : side.people;
  return [
    ...required.map((who) => create(AttendeeSchema, { who })),
    ...side.optionalPeople.map((who) => create(AttendeeSchema, { who, optional: true })),
  ];
}

// Creates the meeting that answers `request` at `place`. It is pinned where plans would not leave it
// there: outside of the times that they know.
export async function placeMeeting(event: string, request: MeetingRequest, place: PlannedPlace, isPinned: boolean): Promise<Meeting> {
  const sides = [request.from, request.to].flatMap((side) => side ?? []);
  const { assets } = place.assets.length > 0 ? await clientOf(AssetService).batchGetAssets({ names: place.assets }) : { assets: [] };
  const interpreters = assets.filter(({ kind }) => kind === Asset_Kind.INTERPRETER).map(({ name }) => name);
  const meeting = create(MeetingSchema, {
    parties: await Promise.all(sides.map(partyOf)),
    attendees: sides.flatMap(attendeesOf),
    request: request.name,
    languages: request.languages,
    assets: assets.filter(({ kind }) => kind !== Asset_Kind.INTERPRETER).map(({ name }) => ({ asset: name })),
    isPinned,
    ...(place.interval && { interval: place.interval }),
    ...(request.interpretation && { interpretation: { ...request.interpretation, interpreters } }),
  });
  return clientOf(ScheduleService).createMeeting({ parent: event, meeting, requestId: crypto.randomUUID() });
}
