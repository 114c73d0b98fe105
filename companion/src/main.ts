import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { companionFolder } from "./adapters/system/folder.ts";

// What Node strips and compiles is kept for the next start: a third of the start-up time, and 35 MB that the stripper would hold for
// good in each thread. The variable reaches the threads and the office's process; a folder that cannot be written costs only the gain.
const cache = join(companionFolder(process.env, process.platform), "cache");
process.env["NODE_COMPILE_CACHE"] ??= cache;
enableCompileCache(cache);
await import("./daemon.ts");
