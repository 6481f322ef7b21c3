// People and organizations.
import { Navigate, type RouteObject } from "react-router";
import { DuplicatesPage } from "./duplicates_page.tsx";
import { MergePage } from "./merge_page.tsx";
import { OrganizationFormPage } from "./organization_form_page.tsx";
import { OrganizationPage } from "./organization_page.tsx";
import { OrganizationsPage } from "./organizations_page.tsx";
import { PeoplePage } from "./people_page.tsx";
import { PersonFormPage } from "./person_form_page.tsx";
import { PersonPage } from "./person_page.tsx";

export default [
  { index: true, element: <Navigate replace to="people" /> },
  { path: "people", element: <PeoplePage /> },
  { path: "people/new", element: <PersonFormPage /> },
  { path: "people/:person", element: <PersonPage /> },
  { path: "people/:person/edit", element: <PersonFormPage /> },
  { path: "people/:person/merge/:other", element: <MergePage /> },
  { path: "organizations", element: <OrganizationsPage /> },
  { path: "organizations/new", element: <OrganizationFormPage /> },
  { path: "organizations/:organization", element: <OrganizationPage /> },
  { path: "organizations/:organization/edit", element: <OrganizationFormPage /> },
  { path: "duplicates", element: <DuplicatesPage /> },
] satisfies RouteObject[];
