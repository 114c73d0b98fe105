import { enableCompileCache } from "node:module";
import { compiledFolder } from "./adapters/system/folder.ts";

const cache = compiledFolder(process.env, process.platform);
process.env["NODE_COMPILE_CACHE"] = cache;
enableCompileCache(cache);
await import("./daemon.ts");
