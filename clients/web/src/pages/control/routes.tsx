// The control list, items, plans, what was promised, and how control works.
import type { RouteObject } from "react-router";
import { CommitmentPage } from "./commitment_page.tsx";
import { CommitmentsPage } from "./commitments_page.tsx";
import { ControlPage } from "./control_page.tsx";
import { ItemPage } from "./item_page.tsx";
import { ItemsPage } from "./items_page.tsx";
import { PlanPage } from "./plan_page.tsx";
import { PlansPage } from "./plans_page.tsx";
import { SettingsPage } from "./settings_page.tsx";

export default [
  { index: true, element: <ControlPage /> },
  { path: "items", element: <ItemsPage /> },
  { path: "items/:item", element: <ItemPage /> },
  { path: "plans", element: <PlansPage /> },
  { path: "plans/:plan", element: <PlanPage /> },
  { path: "commitments", element: <CommitmentsPage /> },
  { path: "commitments/:commitment", element: <CommitmentPage /> },
  { path: "settings", element: <SettingsPage /> },
] satisfies RouteObject[];
