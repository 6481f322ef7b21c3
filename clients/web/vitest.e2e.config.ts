// npx vitest run --config vitest.e2e.config.ts [FILE]: the application in a browser, against the real
// server. Needs the application in dist (npx vite build) and plenaryd and plenary built; see
// tests/kit.ts.
import { defineConfig } from "vitest/config";

// Specs that have passed as a whole. The others are on trial (issue 8): PLENARY_TRIALS=1 runs all.
const PROVEN = ["smoke", "frame", "live"];

export default defineConfig({
  test: {
    environment: "node",
    include: process.env.PLENARY_TRIALS ? ["tests/*.e2e.ts"] : PROVEN.map((spec) => `tests/${spec}.e2e.ts`),
    globalSetup: "tests/global_setup.ts",
    // A server under ASan and a browser each: more than one at once only slow each other down.
    maxWorkers: 1,
    testTimeout: 180_000,
    expect: { poll: { timeout: 45_000, interval: 100 } },
    hookTimeout: 120_000,
  },
});
