// Dossiers, what lies in them, what came of them.
import type { RouteObject } from "react-router";
import { BodiesPage } from "./bodies_page.tsx";
import { BodyPage } from "./body_page.tsx";
import { CounterpartPage } from "./counterpart_page.tsx";
import { DossierPage } from "./dossier_page.tsx";
import { DossiersPage } from "./dossiers_page.tsx";
import { ProtocolPage } from "./protocol_page.tsx";
import { ProtocolPrintPage } from "./protocol_print_page.tsx";
import { ReportPage } from "./report_page.tsx";
import { RoundPage } from "./round_page.tsx";
import { ThreadPage } from "./thread_page.tsx";
import { TripPage } from "./trip_page.tsx";
import { TripsPage } from "./trips_page.tsx";

export default [
  { index: true, element: <DossiersPage /> },
  { path: "thread", element: <ThreadPage /> },
  { path: "report", element: <ReportPage /> },
  { path: "counterparts/:organization", element: <CounterpartPage /> },
  { path: "bodies", element: <BodiesPage /> },
  { path: "bodies/:body", element: <BodyPage /> },
  { path: "trips", element: <TripsPage /> },
  { path: "trips/:trip", element: <TripPage /> },
  { path: ":negotiation", element: <DossierPage /> },
  { path: ":negotiation/rounds/:round", element: <RoundPage /> },
  { path: ":negotiation/protocols/:protocol", element: <ProtocolPage /> },
  { path: ":negotiation/protocols/:protocol/print", element: <ProtocolPrintPage /> },
] satisfies RouteObject[];
