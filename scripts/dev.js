// Both halves watched: the companion restarts when its files change, the extension is rebuilt into dist/chrome and reloads itself.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { environment, install, node, root, say } from "./project.js";

install();
const watch = [
  [node, ["--watch", "--watch-preserve-output", join(root, "companion", "src", "main.js")]],
  [node, [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "extension", "--mode", "chrome", "--watch"]],
];
const children = watch.map(([program, args]) =>
  spawn(program, args, { cwd: root, stdio: "inherit", env: environment({ TWP_LOG: "info" }) }),
);
say("watching");
const stop = () => children.forEach((child) => child.kill("SIGTERM"));
for (const child of children) child.once("exit", stop);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
