// Everybody at an event: the list, the queue of confirmations, lists taken in, one participant's page.
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { ConfirmationsPage } from "./confirmations_page.tsx";
import { ParticipantPage } from "./participant_page.tsx";
import { ParticipantsPage } from "./participants_page.tsx";
import { PrintPage } from "./print_page.tsx";

const ImportPage = lazy(async () => ({ default: (await import("../imports/import_page.tsx")).ImportPage }));

export default [
  { index: true, element: <ParticipantsPage /> },
  { path: "print", element: <PrintPage /> },
  { path: "import", element: <ImportPage /> },
  { path: "confirmations", element: <ConfirmationsPage /> },
  { path: ":participant", element: <ParticipantPage /> },
] satisfies RouteObject[];
