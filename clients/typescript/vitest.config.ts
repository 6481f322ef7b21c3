// npx vitest run: the library alone, and against a real plenaryd (tests/programs.ts says which).
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { environment: "node", include: ["src/**/*.test.ts", "tests/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000 },
});
