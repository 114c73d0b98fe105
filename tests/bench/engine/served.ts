import type { Engine } from "@twp/companion/src/engine/engine.ts";

/** What a program under load tells of itself: megabytes, and what its engine holds. */
export type Measured = Readonly<{ rss: number; heap: number; transactions: number; dialogs: number }>;

const megabyte = 1024 * 1024;

/** Says where the engine is reached, and measures whenever the bench asks. */
export function serveBench(engine: Engine): void {
  process.on("message", () => {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    const { transactions, dialogs } = engine.load();
    process.send?.({ rss: rss / megabyte, heap: heapUsed / megabyte, transactions, dialogs } satisfies Measured);
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ port: engine.bindings[0]?.port ?? 0 });
}
