import { lazy, Suspense } from "react";
import { useRoutes, type RouteObject } from "react-router";
import { PageSkeleton } from "../parts/page_skeleton.tsx";
import { NotFound } from "./not_found.tsx";
import { PageFailed } from "./page_failed.tsx";

// What a folder of pages exports: which page is where under its path.
export type Area = { default: RouteObject[] };

// Everything under `path` is what `load` has, which is loaded when it is first opened.
export function area(path: string, load: () => Promise<Area>): RouteObject {
  const Pages = lazy(async () => {
    const [{ default: routes }] = await Promise.all([load(), import("./all_styles.ts")]);
    return { default: () => useRoutes([...routes, { path: "*", element: <NotFound /> }]) };
  });
  return {
    path: `${path}/*`,
    errorElement: <PageFailed />,
    element: (
      <Suspense fallback={<PageSkeleton />}>
        <Pages />
      </Suspense>
    ),
  };
}
