import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".js": "text/javascript; charset=utf-8",
};

/** Only plain names directly in the folder are served: a path can lead nowhere else. */
const plainName = /^\/demo\/(?<name>[\w-]+\.[a-z]+)$/u;

/** Serves the demonstration page and what belongs to it, and nothing else. */
export function demoPages(folder: string): RequestListener {
  return (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (path === "/") return void response.writeHead(404, isHere).end();
    if (path === "/demo") return void response.writeHead(308, { Location: "/demo/" }).end();
    const name = path === "/demo/" ? "index.html" : plainName.exec(path)?.groups?.["name"];
    const type = name === undefined ? undefined : types[extname(name)];
    if (name === undefined || type === undefined || request.method !== "GET") return void response.writeHead(404).end();
    readFile(join(folder, name)).then(
      (body) => response.writeHead(200, { "Content-Type": type, ...safe }).end(body),
      () => response.writeHead(404).end(),
    );
  };
}

/**
 * Our extension asks whether anybody is here before it opens a wire, also from a frame of a page whose embedder policy lets nothing else
 * through. It tells nothing that the answer alone does not.
 */
const isHere = { "Cross-Origin-Resource-Policy": "cross-origin" } as const;

const safe = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'",
} as const;
