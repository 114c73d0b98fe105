import { enableCompileCache } from "node:module";
import { compiledFolder } from "./adapters/system/folder.ts";
import { keepHeapSmall } from "./adapters/system/small-heap.ts";

keepHeapSmall();
const cache = compiledFolder(process.env, process.platform);
process.env["NODE_COMPILE_CACHE"] = cache;
enableCompileCache(cache);
await import("./daemon.ts");
