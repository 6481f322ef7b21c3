// How long the application takes to open again in a new tab, as it does each morning: from the address to the
// heading and all that is on the page, painted. Its files are in the browser's cache; what it shows is asked anew.
import { withPage } from "./browser.ts";
import { ROUNDS, type Figure } from "./figure.ts";
import { withServer } from "./server.ts";

const PAGES = ["/", "/events/tibo-2023/participants", "/events/tibo-2023/programme"];

export function opening(): Promise<Figure[]> {
  return withServer(({ origin }) =>
    withPage(origin, "manager", async (page) => {
      const open = async (path: string) => {
        const tab = await page.context().newPage();
        await tab.goto(path, { waitUntil: "commit" });
        const took = await tab.evaluate(
          () =>
            new Promise<number>((stands) => {
              const look = () => {
                const isThere = document.querySelector("h1") !== null && document.querySelector(".mantine-Skeleton-root") === null;
                requestAnimationFrame(isThere ? () => stands(performance.now()) : look);
              };
              look();
            }),
        );
        await tab.close();
        return took;
      };
      const took: Record<string, number[]> = {};
      for (const path of PAGES) {
        await open(path);
        took[path] = [];
        for (let round = 0; round < ROUNDS; ++round) took[path].push(await open(path));
      }
      return [
        {
          name: "open_ms",
          what: "opening a page again, from the address to all of it painted; the slowest of three pages each round",
          wanted: "at most",
          bound: 1000,
          values: Array.from({ length: ROUNDS }, (_, round) => Math.max(...PAGES.map((path) => took[path]![round]!))),
          beside: took,
        },
      ];
    }),
  );
}
