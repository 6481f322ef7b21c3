// Events and, under each, the tabs of one event.
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { area } from "../../frame/area.tsx";
import { EventFrame } from "./event_frame.tsx";
import { EventsPage } from "./events_page.tsx";
import { OverviewPage } from "./overview_page.tsx";

const forms = () => import("./event_form_page.tsx");
const NewEventPage = lazy(async () => ({ default: (await forms()).NewEventPage }));
const EditEventPage = lazy(async () => ({ default: (await forms()).EditEventPage }));

export default [
  { index: true, element: <EventsPage /> },
  { path: "new", element: <NewEventPage /> },
  {
    path: ":event",
    element: <EventFrame />,
    children: [
      { index: true, element: <OverviewPage /> },
      { path: "edit", element: <EditEventPage /> },
      area("delegations", () => import("../delegations/routes.tsx"), ["delegations", "table"]),
      area("register", () => import("../registration/routes.tsx"), ["registration"]),
      area("participants", () => import("../participants/routes.tsx"), ["participants", "table"]),
      area("programme", () => import("../schedule/routes.tsx"), ["schedule"]),
      area("plan", () => import("../planning/routes.tsx"), ["planning", "table"]),
      area("changes", () => import("../changes/routes.tsx")),
    ],
  },
] satisfies RouteObject[];
