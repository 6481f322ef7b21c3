// The delegations of an event.
import type { RouteObject } from "react-router";
import { DelegationPage } from "./delegation_page.tsx";
import { DelegationsPage } from "./delegations_page.tsx";
import { NewDelegationPage } from "./new_delegation_page.tsx";

export default [
  { index: true, element: <DelegationsPage /> },
  { path: "new", element: <NewDelegationPage /> },
  { path: ":delegation", element: <DelegationPage /> },
] satisfies RouteObject[];
