// The programme of an event: its days, versions, itineraries, documents, calendars.
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { ProgrammePage } from "./programme_page.tsx";
import { ScheduleFrame } from "./schedule_frame.tsx";

const VersionsPage = lazy(async () => ({ default: (await import("./versions_page.tsx")).VersionsPage }));
const ItineraryPage = lazy(async () => ({ default: (await import("./itinerary_page.tsx")).ItineraryPage }));
const DocumentsPage = lazy(async () => ({ default: (await import("./documents_page.tsx")).DocumentsPage }));
const CalendarsPage = lazy(async () => ({ default: (await import("./calendars_page.tsx")).CalendarsPage }));
const PrintPage = lazy(async () => ({ default: (await import("./print_page.tsx")).PrintPage }));
const ActivityPage = lazy(async () => ({ default: (await import("./activity_page.tsx")).ActivityPage }));

export default [
  {
    element: <ScheduleFrame />,
    children: [
      { index: true, element: <ProgrammePage /> },
      { path: "versions", element: <VersionsPage /> },
      { path: "itinerary", element: <ItineraryPage /> },
      { path: "documents", element: <DocumentsPage /> },
      { path: "calendars", element: <CalendarsPage /> },
      { path: "print", element: <PrintPage /> },
      { path: "sessions/:id", element: <ActivityPage kind="session" /> },
      { path: "meetings/:id", element: <ActivityPage kind="meeting" /> },
    ],
  },
] satisfies RouteObject[];
