import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { precompress } from "./precompress.ts";

const application = {
  input: { index: "index.html", sw: "src/offline/service_worker.ts" },
  // A service worker is known by its address, which has to stay.
  output: { entryFileNames: ({ name }: { name: string }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
};

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), precompress()],
  build: {
    target: "es2022",
    outDir: "dist",
    // Inlined fonts and images would need data: in the content security policy.
    assetsInlineLimit: 0,
    // Charts, which come with the first of them.
    chunkSizeWarningLimit: 600,
    // Programs that are built here (bench) are not the application.
    rolldownOptions: isSsrBuild ? {} : application,
  },
  test: { environment: "node", include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
}));
