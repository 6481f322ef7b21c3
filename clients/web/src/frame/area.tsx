import { Suspense, use } from "react";
import { useRoutes, type RouteObject } from "react-router";
import { loadWords } from "../i18n/words.ts";
import { PageSkeleton } from "../parts/page_skeleton.tsx";
import { NotFound } from "./not_found.tsx";
import { PageFailed } from "./page_failed.tsx";

// What a folder of pages exports: which page is where under its path.
export type Area = { default: RouteObject[] };

// Reading an area from the browser's store takes less.
const PATIENCE_MS = 400;

// Areas that the address names, on their way.
const underWay = new Set<Promise<unknown>>();

// Everything under `path` is what `load` has, which comes with its words (src/words): at once where the
// address names it, else when it is first opened.
export function area(path: string, load: () => Promise<Area>, words: readonly string[] = [path]): RouteObject {
  let routes: RouteObject[] | undefined;
  let loading: Promise<RouteObject[]> | undefined;
  const loadAll = async () => {
    const [own] = await Promise.all([load(), import("./all_styles.ts"), loadWords(words)]);
    return (routes = [...own.default, { path: "*", element: <NotFound /> }]);
  };
  const loadOnce = () => (loading ??= loadAll());
  if (location.pathname.split("/").includes(path)) {
    // Where it fails whoever draws it is told.
    const arrival: Promise<unknown> = loadOnce().then(
      () => underWay.delete(arrival),
      () => underWay.delete(arrival),
    );
    underWay.add(arrival);
  }
  const Pages = () => useRoutes(routes ?? use(loadOnce()));
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

// Waits a little until the areas that the address names, one in the other, are there. What is drawn
// without them shows a skeleton, and React then lets that stand for 300 ms.
export async function addressedAreas(): Promise<void> {
  const all = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  await Promise.race([all(), new Promise((stop) => setTimeout(stop, PATIENCE_MS))]);
}
