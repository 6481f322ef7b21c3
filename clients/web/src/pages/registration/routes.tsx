// Registering people, delegation by delegation.
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { ChoosePage } from "./choose_page.tsx";
import { RegisterPage } from "./register_page.tsx";

const DelegationImportPage = lazy(async () => ({ default: (await import("./import_page.tsx")).DelegationImportPage }));

export default [
  { index: true, element: <ChoosePage /> },
  { path: ":delegation", element: <RegisterPage /> },
  { path: ":delegation/import", element: <DelegationImportPage /> },
] satisfies RouteObject[];
