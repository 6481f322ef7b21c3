// The year by quarters.
import type { RouteObject } from "react-router";
import { CalendarPage } from "./calendar_page.tsx";

export default [{ index: true, element: <CalendarPage /> }] satisfies RouteObject[];
