// What a browser has to fetch before the first page stands.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { PROGRAMS } from "../../typescript/tests/programs.ts";
import { withPage } from "./browser.ts";
import type { Figure } from "./figure.ts";
import { withServer } from "./server.ts";

async function gzippedBytes(path: string): Promise<number> {
  const file = join(PROGRAMS.application, path === "/" ? "index.html" : path);
  const { size } = await stat(`${file}.gz`).catch(() => stat(file));
  return size;
}

export function firstPage(): Promise<Figure[]> {
  return withServer(({ origin }) =>
    withPage(origin, "manager", async (page) => {
      const fetched = new Set<string>();
      page.on("response", (response) => {
        if (["document", "script", "stylesheet"].includes(response.request().resourceType())) fetched.add(new URL(response.url()).pathname);
      });
      await page.goto("/", { waitUntil: "networkidle" });
      const sizes = await Promise.all([...fetched].map(gzippedBytes));
      return [
        {
          name: "first_page_kb",
          what: "gzipped page, scripts and styles of the first page after a sign-in",
          wanted: "at most",
          bound: 300,
          values: [sizes.reduce((sum, size) => sum + size, 0) / 1000],
          beside: { files: [fetched.size] },
        },
      ];
    }),
  );
}
