import { enableCompileCache } from "node:module";
import { compiledFolder } from "./adapters/system/folder.js";

const cache = compiledFolder(process.env, process.platform);
process.env["NODE_COMPILE_CACHE"] = cache;
enableCompileCache(cache);
const { keepHeapSmall } = await import("./adapters/system/small-heap.ts");
keepHeapSmall();
await import("./daemon.ts");
