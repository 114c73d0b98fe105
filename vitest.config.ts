import { defineConfig } from "vitest/config";

/** Unit tests live beside the source, and share a process: each leaves nothing behind, and a new one for each file took most of the time. `tests/` holds what crosses a border. Browser and peer tests run one file at a time; `npm test` has two networks, each with half of them (scripts/vitest.js), and the soak beside them. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "shared", include: ["shared/**/*.test.ts"], isolate: false } },
      { test: { name: "companion", include: ["companion/src/**/*.test.ts"], isolate: false } },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "extension",
          include: ["extension/src/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          isolate: false,
        },
      },
      {
        test: {
          name: "borders",
          include: [
            "tests/*.test.ts",
            "tests/{bench,corpus,protocol,companion}/**/*.test.ts",
            "tests/engine/{attack,fuzz}.test.ts",
          ],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "peers",
          include: ["tests/{sip,e2e}/**/*.test.ts", "tests/engine/flood.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "soak", include: ["tests/engine/soak.test.ts"] } },
    ],
  },
});
