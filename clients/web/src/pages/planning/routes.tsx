// The planning of an event's meetings.
import type { RouteObject } from "react-router";
import { ComparePage } from "./compare_page.tsx";
import { PlanPage } from "./plan_page.tsx";
import { RequestsPage } from "./requests_page.tsx";
import { SettingsPage } from "./settings_page.tsx";

export default [
  { index: true, element: <PlanPage /> },
  { path: "requests", element: <RequestsPage /> },
  { path: "compare", element: <ComparePage /> },
  { path: "settings", element: <SettingsPage /> },
] satisfies RouteObject[];
