// What pages ask of dossiers, each list whole.
import { ActionPlanService } from "@plenary/client/gen/plenary/v1/action_plans_pb";
import { NegotiationService } from "@plenary/client/gen/plenary/v1/negotiations_pb";
import { ProtocolService } from "@plenary/client/gen/plenary/v1/protocols_pb";
import { TripService } from "@plenary/client/gen/plenary/v1/trips_pb";
import { useFresh } from "../../api/live.ts";
import { useAll } from "../../api/pages.ts";

const { method: negotiations } = NegotiationService;
const { method: protocols } = ProtocolService;

// The parent of what lies in every dossier that the reader sees.
export const EVERY_DOSSIER = "negotiations/-";

export const UNFINISHED = "(state = OPEN OR state = IN_PROGRESS)";

export const useBodies = () => useAll(negotiations.listBodies, {}, (page) => page.bodies);

export const useRounds = (parent: string) => useAll(negotiations.listRounds, { parent }, (page) => page.rounds);

export const useTopics = (parent: string, filter = "") => useAll(negotiations.listTopics, { parent, filter }, (page) => page.topics);

// Of every topic of the dossier, those that the reader is cleared for.
export const usePositions = (negotiation: string) =>
  useAll(negotiations.listPositions, { parent: `${negotiation}/topics/-` }, (page) => page.positions);

export const useContacts = (parent: string) => useAll(negotiations.listContacts, { parent, orderBy: "date desc" }, (page) => page.contacts);

export const useProtocols = (parent: string) => useAll(protocols.listProtocols, { parent, orderBy: "date desc" }, (page) => page.protocols);

export const useItems = (parent: string) => useAll(protocols.listProtocolItems, { parent }, (page) => page.protocolItems);

export const useTrips = (negotiation: string) =>
  useAll(TripService.method.listTrips, { filter: `negotiation = "${negotiation}"`, orderBy: "return_date desc" }, (page) => page.trips);

// Has pages of bodies read anew what others change; bodies are kept with the directory.
export function useFreshBodies(): void {
  useFresh("directory", negotiations.listBodies, negotiations.getBody);
}

// Has lists of dossiers read anew what others change in those that they show.
export function useFreshDossiers(dossiers: readonly string[]): void {
  useFresh(dossiers, negotiations.listNegotiations, negotiations.listRounds, negotiations.listTopics);
  useFresh("control", ActionPlanService.method.listCommitments);
}

// Has pages of trips read anew what others change; trips are kept with what is under control.
export function useFreshTrips(): void {
  useFresh("control", TripService.method.listTrips, TripService.method.getTrip);
}

// Has the pages of a dossier read anew what others change in it.
export function useFreshDossier(negotiation: string): void {
  useFresh(
    negotiation,
    negotiations.getNegotiation,
    negotiations.listRounds,
    negotiations.listTopics,
    negotiations.listPositions,
    negotiations.listContacts,
    negotiations.getBriefing,
    protocols.listProtocols,
    protocols.getProtocol,
    protocols.listProtocolItems,
  );
  useFresh("control", ActionPlanService.method.listCommitments, TripService.method.listTrips);
}
