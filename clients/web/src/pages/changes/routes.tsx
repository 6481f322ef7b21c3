// What was changed in an event, and by whom.
import type { RouteObject } from "react-router";
import { ChangesPage } from "./changes_page.tsx";

export default [{ index: true, element: <ChangesPage /> }] satisfies RouteObject[];
