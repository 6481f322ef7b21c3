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
      area("delegations", () => import("../delegations/routes.tsx")),
      area("register", () => import("../registration/routes.tsx")),
      area("participants", () => import("../participants/routes.tsx")),
      area("programme", () => import("../schedule/routes.tsx")),
      area("plan", () => import("../planning/routes.tsx")),
      area("changes", () => import("../changes/routes.tsx")),
    ],
  },
] satisfies RouteObject[];
