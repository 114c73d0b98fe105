import { parseSync } from "oxc-parser";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a place may know: places of the tree by prefix, packages by name. The longest prefix that fits a file decides. */
type Direction = Readonly<{ place: string; mayKnow: readonly string[]; why: string }>;

const directions: readonly Direction[] = [
  { place: "shared/", mayKnow: ["shared/", "valibot", "libphonenumber-js"], why: "both sides and every page use it" },
  {
    place: "companion/src/features/",
    mayKnow: ["shared/", "companion/src/features/"],
    why: "decisions need no wire, no disk, no clock",
  },
  {
    place: "companion/src/adapters/media/",
    mayKnow: [
      "shared/",
      "companion/src/features/sounds/ports.ts",
      "companion/src/adapters/media/",
      "node:",
      "valibot",
      "werift",
      "@evan/opus",
    ],
    why: "an adapter implements its port and knows no other",
  },
  {
    place: "companion/src/adapters/gateway/",
    mayKnow: [
      "shared/",
      "companion/src/features/ports.ts",
      "companion/src/adapters/gateway/",
      "node:",
      "valibot",
      "ws",
    ],
    why: "an adapter implements its port and knows no other",
  },
  {
    place: "companion/src/adapters/hotkeys/",
    mayKnow: [
      "shared/",
      "companion/src/features/ports.ts",
      "companion/src/features/hotkeys/ports.ts",
      "companion/src/adapters/hotkeys/",
      "node:",
      "koffi",
    ],
    why: "an adapter implements its port and knows no other",
  },
  {
    place: "companion/src/adapters/imap/",
    mayKnow: [
      "shared/",
      "companion/src/features/ports.ts",
      "companion/src/features/voice-mail/ports.ts",
      "companion/src/adapters/imap/",
      "node:",
      "imapflow",
    ],
    why: "an adapter implements its port and knows no other",
  },
  {
    place: "companion/src/adapters/sip/",
    mayKnow: [
      "shared/",
      "companion/src/features/ports.ts",
      "companion/src/features/account/ports.ts",
      "companion/src/features/voice-mail/ports.ts",
      "companion/src/features/calls/ports.ts",
      "companion/src/features/doctor/ports.ts",
      "companion/src/features/messages/ports.ts",
      "companion/src/features/recalls/ports.ts",
      "companion/src/features/calls/ends.ts",
      "companion/src/features/calls/objection.ts",
      "companion/src/features/calls/redirects.ts",
      "companion/src/adapters/sip/",
      "companion/src/srf/",
      "node:",
      "valibot",
    ],
    why: "an adapter implements its port and knows no other; what a status or a redirection means is a pure decision of the calls",
  },
  {
    place: "companion/src/adapters/storage/",
    mayKnow: [
      "shared/",
      "companion/src/features/ports.ts",
      "companion/src/features/account/ports.ts",
      "companion/src/features/journal/ports.ts",
      "companion/src/features/page-memory/ports.ts",
      "companion/src/features/page-memory/limits.ts",
      "companion/src/features/page-names/ports.ts",
      "companion/src/features/page-names/limits.ts",
      "companion/src/features/recordings/ports.ts",
      "companion/src/adapters/storage/",
      "node:",
      "valibot",
      "lowdb",
      "@napi-rs/keyring",
    ],
    why: "an adapter implements its port and knows no other",
  },
  {
    place: "companion/src/adapters/system/",
    mayKnow: [
      "shared/",
      "companion/src/features/ports.ts",
      "companion/src/adapters/system/",
      "node:",
      "valibot",
      "pino",
    ],
    why: "an adapter implements its port and knows no other",
  },
  {
    place: "companion/src/engine/",
    mayKnow: ["companion/src/engine/", "node:"],
    why: "the SIP engine is a product of its own",
  },
  {
    place: "companion/src/office/",
    mayKnow: [
      "companion/src/office/",
      "companion/src/srf/",
      "companion/src/adapters/media/",
      "companion/src/features/sounds/ports.ts",
      "node:",
      "valibot",
    ],
    why: "the office is one application of drachtio-srf among others",
  },
  {
    place: "companion/src/srf/",
    mayKnow: ["companion/src/srf/", "node:", "drachtio-srf"],
    why: "drachtio-srf as it behaves, for whoever drives an engine with it",
  },
  {
    place: "companion/src/companion.ts",
    mayKnow: ["shared/", "companion/src/features/", "valibot"],
    why: "the switchboard is put together from features and ports alone",
  },
  {
    place: "companion/src/",
    mayKnow: ["shared/", "companion/src/", "node:", "valibot", "i18next", "ws", "drachtio-srf"],
    why: "the composition root builds adapters and processes",
  },
  {
    place: "extension/src/ui/",
    mayKnow: ["extension/src/ui/", "preact", "@preact/signals", "lucide"],
    why: "the look knows no feature",
  },
  {
    place: "extension/src/features/",
    mayKnow: [
      "shared/",
      "locales/",
      "extension/src/features/",
      "extension/src/ui/",
      "extension/src/companion/",
      "extension/src/browser/",
      "extension/src/texts.ts",
      "preact",
      "@preact/signals",
      "@preact/signals-core",
      "valibot",
    ],
    why: "a view asks and shows; what differs between browsers stands behind browser/",
  },
  {
    place: "extension/src/background/",
    mayKnow: [
      "shared/",
      "locales/",
      "extension/src/background/",
      "extension/src/companion/",
      "extension/src/browser/",
      "extension/src/content/message.ts",
      "extension/src/content/edge/strip-words.ts",
      "extension/src/features/guard/guard-view.ts",
      "extension/src/features/page-memory/kept-address.ts",
      "extension/src/features/page-memory/kept-page.ts",
      "extension/src/features/page-names/learned-words.ts",
      "extension/src/features/sites/site-rules.ts",
      "extension/src/texts.ts",
      "@preact/signals-core",
      "valibot",
      "webextension-polyfill",
      "i18next",
    ],
    why: "a worker has no page: no preact in its graph",
  },
  {
    place: "extension/src/companion/",
    mayKnow: ["shared/", "extension/src/companion/", "extension/src/browser/", "@preact/signals-core", "valibot"],
    why: "the link is the same in every page and in the worker",
  },
  {
    place: "extension/src/content/",
    mayKnow: ["shared/", "extension/src/content/", "extension/src/browser/", "valibot", "webextension-polyfill"],
    why: "it runs in every page: small and self-contained",
  },
  {
    place: "extension/src/",
    mayKnow: [
      "shared/",
      "locales/",
      "extension/src/",
      "preact",
      "@preact/signals",
      "@preact/signals-core",
      "valibot",
      "webextension-polyfill",
      "i18next",
    ],
    why: "pages put features together",
  },
];

/** No file but these may touch the browser's extension interface or open a socket. */
const browserPlaces = ["extension/src/browser/", "extension/src/background/", "extension/src/content/"];
const wirePlaces = ["extension/src/companion/"];

/** What is Chrome's alone, and the content script and the strip's door, which are too small for the polyfill. Everybody else has the same `browser` everywhere. */
const chromePlaces = [
  "extension/src/browser/panel.ts",
  "extension/src/browser/offscreen.ts",
  "extension/src/browser/own-frame.ts",
  "extension/src/browser/storage-access.ts",
  "extension/src/browser/work-area.ts",
  "extension/src/content/",
];

const files = globSync(["shared/**/*.ts", "companion/src/**/*.ts", "extension/src/**/*.{ts,tsx}"], {
  cwd: root,
}).filter((file) => !file.includes("node_modules") && !/\.test\.tsx?$|fake-|\.d\.ts$/u.test(file));

const aliases: Readonly<Record<string, string>> = { "@twp/shared/": "shared/", "@twp/companion/": "companion/" };

/** What a file imports, as a place of the tree or as a package. */
const importsOf = (file: string): string[] => namedBy(file, () => true);

/** The same without what only the compiler reads. */
const loadedBy = (file: string): string[] =>
  namedBy(file, ({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType));

type Import = ReturnType<typeof parseSync>["module"]["staticImports"][number];

function namedBy(file: string, counts: (each: Import) => boolean): string[] {
  const { module } = parseSync(file, readFileSync(join(root, file), "utf8"));
  const imported = module.staticImports.filter(counts).map((each) => each.moduleRequest.value);
  return [...imported, ...reexportsOf(module)].map((name) => placeOf(file, name));
}

function reexportsOf(module: ReturnType<typeof parseSync>["module"]): string[] {
  return module.staticExports.flatMap((each) => each.entries.flatMap((entry) => entry.moduleRequest?.value ?? []));
}

function placeOf(file: string, name: string): string {
  if (name.startsWith(".")) return relative(root, resolve(root, dirname(file), name.replace(/\?.*$/u, "")));
  const alias = Object.keys(aliases).find((each) => name.startsWith(each));
  return alias === undefined ? name : `${aliases[alias]}${name.slice(alias.length)}`;
}

/** These files of the tree and all that is loaded with them. */
function graphOf(entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !files.includes(file)) return;
    seen.add(file);
    loadedBy(file).forEach(visit);
  };
  entries.forEach(visit);
  return [...seen];
}

function directionOf(file: string): Direction | undefined {
  return directions.filter(({ place }) => file.startsWith(place)).sort((a, b) => b.place.length - a.place.length)[0];
}

function isAllowed(imported: string, allowed: readonly string[]): boolean {
  return allowed.some(
    (each) => imported === each || imported.startsWith(each.endsWith("/") || each.endsWith(":") ? each : `${each}/`),
  );
}

describe("the directions of the house", () => {
  it("reads the whole tree", () => {
    expect(files.length).toBeGreaterThan(80);
    expect(files.filter((file) => directionOf(file) === undefined)).toEqual([]);
  });

  it.each(directions)("$place knows only what it may: $why", (direction) => {
    const broken = files
      .filter((file) => directionOf(file) === direction)
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => !isAllowed(name, direction.mayKnow))
          .map((name) => `${file} knows ${name}`),
      );
    expect(broken).toEqual([]);
  });

  it("nobody imports an entry of a process", () => {
    const entries = new Set(["companion/src/cli.ts", "companion/src/main.js", "companion/src/office-main.ts"]);
    expect(
      files.flatMap((file) =>
        importsOf(file)
          .filter((name) => entries.has(name))
          .map((name) => `${file} imports ${name}`),
      ),
    ).toEqual([]);
  });

  it("only browser/, the worker and the content script speak to the browser; only companion/ opens a socket", () => {
    const source = (file: string): string => readFileSync(join(root, file), "utf8");
    const extension = files.filter((file) => file.startsWith("extension/"));
    const outside = (places: readonly string[]) =>
      extension.filter((file) => !places.some((place) => file.startsWith(place)));
    expect(
      outside(browserPlaces).filter((file) =>
        /\b(?:chrome|browser)\.[a-z]+\.|webextension-polyfill/u.test(source(file)),
      ),
    ).toEqual([]);
    expect(outside(chromePlaces).filter((file) => /\bchrome\.[a-z]/u.test(source(file)))).toEqual([]);
    expect(outside(wirePlaces).filter((file) => /new WebSocket\b/u.test(source(file)))).toEqual([]);
  });

  it("the worker has no dynamic import in its graph", () => {
    const worker = files.filter((file) => file.startsWith("extension/src/background/"));
    const dynamic = graphOf(worker).filter(
      (file) => parseSync(file, readFileSync(join(root, file), "utf8")).module.dynamicImports.length > 0,
    );
    expect(dynamic).toEqual([]);
  });

  it("a page's script asks whether a text may hold a number, and leaves it to the worker to find it", () => {
    const loaded = graphOf(["extension/src/content/main.ts"]);
    expect(loaded).toContain("shared/dialling/may-hold-number.ts");
    expect(loaded).not.toContain("shared/dialling/find.ts");
  });

  it("the panel's frame says only what is in its words, which are loaded before all others", () => {
    const frame = readFileSync(join(root, "extension/src/languages/en/frame.ts"), "utf8");
    const words = globSync("locales/en/*.json", { cwd: root }).map((file) => basename(file, ".json"));
    const later = words.filter((name) => !frame.includes(`/${name}.json"`));
    const said = new RegExp(`["\`](?:${later.join("|")}):[a-z$]`, "u");
    const outside = graphOf(["extension/src/panel/main.tsx"]).filter(
      (file) => file.startsWith("extension/") && said.test(readFileSync(join(root, file), "utf8")),
    );
    expect(later).toContain("calls");
    expect(outside).toEqual([]);
  });
});
