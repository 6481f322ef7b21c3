// Who may do what, who did what, what may not be let go, how the server is.
import type { RouteObject } from "react-router";
import { AccessPage } from "./access_page.tsx";
import { AuditPage } from "./audit_page.tsx";
import { DataPage } from "./data_page.tsx";
import { LinksPage } from "./links_page.tsx";
import { ServerPage } from "./server_page.tsx";
import { UserPage } from "./user_page.tsx";
import { UsersPage } from "./users_page.tsx";

export default [
  { index: true, element: <UsersPage /> },
  { path: "users/:user", element: <UserPage /> },
  { path: "access", element: <AccessPage /> },
  { path: "links", element: <LinksPage /> },
  { path: "audit", element: <AuditPage /> },
  { path: "data", element: <DataPage /> },
  { path: "server", element: <ServerPage /> },
] satisfies RouteObject[];
