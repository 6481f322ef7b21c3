// Which page is where. Each area of pages is loaded when it is first opened.
import { createBrowserRouter } from "react-router";
import { area } from "./frame/area.tsx";
import { Frame } from "./frame/frame.tsx";
import { NotFound } from "./frame/not_found.tsx";
import { PageFailed } from "./frame/page_failed.tsx";
import { loadWords } from "./i18n/words.ts";
import { PageSkeleton } from "./parts/page_skeleton.tsx";

// Also asked for by what makes it readable without a connection (offline/register.ts).
export const loadToday = () => import("./pages/today/routes.tsx");

// A page that stands alone; one of an area has the frame around it (frame/area.tsx).
const failed = (
  <main>
    <PageFailed />
  </main>
);

export const router = createBrowserRouter([
  {
    path: "/sign-in",
    errorElement: failed,
    hydrateFallbackElement: <></>,
    lazy: async () => ({ Component: (await import("./frame/sign_in.tsx")).SignIn }),
  },
  {
    path: "/register",
    errorElement: failed,
    hydrateFallbackElement: <PageSkeleton />,
    lazy: async () => {
      const [{ LinkPage }] = await Promise.all([import("./pages/registration/link_page.tsx"), import("./frame/all_styles.ts")]);
      return { Component: LinkPage };
    },
  },
  {
    path: "/",
    element: <Frame />,
    errorElement: failed,
    hydrateFallbackElement: <PageSkeleton />,
    children: [
      {
        index: true,
        lazy: async () => {
          const [{ HomePage }] = await Promise.all([import("./pages/home/home_page.tsx"), loadWords(["home"])]);
          return { Component: HomePage };
        },
      },
      area("events", () => import("./pages/events/routes.tsx"), ["events", "table"]),
      area("calendar", () => import("./pages/calendar/routes.tsx")),
      area("today", loadToday),
      area("directory", () => import("./pages/directory/routes.tsx")),
      area("negotiations", () => import("./pages/negotiations/routes.tsx"), ["negotiations", "thread"]),
      area("control", () => import("./pages/control/routes.tsx"), ["control", "table"]),
      area("figures", () => import("./pages/figures/routes.tsx"), ["figures", "table"]),
      area("administration", () => import("./pages/administration/routes.tsx"), ["administration", "table"]),
      { path: "*", element: <NotFound /> },
    ],
  },
]);
