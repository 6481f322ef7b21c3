// Registering people, delegation by delegation.
import type { RouteObject } from "react-router";
import { ChoosePage } from "./choose_page.tsx";
import { ImportPage } from "./import_page.tsx";
import { RegisterPage } from "./register_page.tsx";

export default [
  { index: true, element: <ChoosePage /> },
  { path: ":delegation", element: <RegisterPage /> },
  { path: ":delegation/import", element: <ImportPage /> },
] satisfies RouteObject[];
