import "@fontsource-variable/noto-sans/wght.css";
import "./frame/first_styles.ts";
import "./frame/look.css";
import { TransportProvider } from "@connectrpc/connect-query";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { queryClient } from "./api/queries.ts";
import { transport } from "./api/transport.ts";
import { loadToday, router } from "./app.tsx";
import { addressedAreas } from "./frame/area.tsx";
import { colours, theme } from "./frame/theme.ts";
import { startWords } from "./i18n/words.ts";
import { ConfirmProvider } from "./parts/confirm.tsx";
import { NoticeCorner } from "./parts/notice_corner.tsx";

await Promise.all([startWords(), addressedAreas()]);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={colours} defaultColorScheme="auto">
      <NoticeCorner />
      <TransportProvider transport={transport}>
        <QueryClientProvider client={queryClient}>
          <ConfirmProvider>
            <Suspense>
              <RouterProvider router={router} />
            </Suspense>
          </ConfirmProvider>
        </QueryClientProvider>
      </TransportProvider>
    </MantineProvider>
  </StrictMode>,
);

// When the first page has been drawn and the browser has nothing better to do; not every browser tells.
const whenIdle = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1_000));
const stayReadable = () => void import("./offline/register.ts").then((offline) => offline.stayReadable(loadToday));
if (import.meta.env.PROD) {
  if (document.readyState === "complete") whenIdle(stayReadable);
  else addEventListener("load", () => whenIdle(stayReadable));
}
