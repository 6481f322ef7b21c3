// What came of it all, in numbers and in papers.
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { FiguresPage } from "./figures_page.tsx";
import { ResultsPage } from "./results_page.tsx";

const ImportPage = lazy(async () => ({ default: (await import("./import_page.tsx")).ImportPage }));

export default [
  { index: true, element: <FiguresPage /> },
  { path: "results", element: <ResultsPage /> },
  { path: "import", element: <ImportPage /> },
] satisfies RouteObject[];
