// npx vitest run --config vitest.e2e.config.ts [FILE]: the application in a browser, against the real
// server. Needs the application in dist (npx vite build) and plenaryd and plenary built; see
// tests/kit.ts.
import { defineConfig } from "vitest/config";

// All of them take the better part of an hour where the server is built to check itself. Continuous
// integration runs the frame they all stand in, and the way of a focal point, a planner and an auditor.
const OFTEN = ["smoke", "frame", "live", "registration", "planning", "administration"];

export default defineConfig({
  test: {
    environment: "node",
    include: process.env.CI ? OFTEN.map((spec) => `tests/${spec}.e2e.ts`) : ["tests/*.e2e.ts"],
    globalSetup: "tests/global_setup.ts",
    // A server under ASan and a browser each: more than one at once only slow each other down.
    maxWorkers: 1,
    testTimeout: 180_000,
    expect: { poll: { timeout: 45_000, interval: 100 } },
    hookTimeout: 120_000,
  },
});
