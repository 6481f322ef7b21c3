// The run sheet of a day.
import type { RouteObject } from "react-router";
import { DayPage } from "./day_page.tsx";
import { TodayPage } from "./today_page.tsx";

export default [
  { index: true, element: <TodayPage /> },
  { path: ":event", element: <DayPage /> },
] satisfies RouteObject[];
