import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { crx, type ManifestV3Export } from "@crxjs/vite-plugin";
import { preact } from "@preact/preset-vite";
import { build, defineConfig, type Plugin } from "vite";
import { firefoxExtensionId } from "../shared/protocol/extension-id.ts";
import { latinPatterns } from "./latin-patterns.ts";
import manifest from "./manifest.json" with { type: "json" };

const root = import.meta.dirname;
const locales = resolve(root, "../locales");
const browsers = ["chrome", "firefox"] as const;
type Browser = (typeof browsers)[number];

/** What Firefox calls our page for a telephone link; `%s` is the link. `callto:` is none of the schemes it lets an extension have. */
const linkHandlers = ["tel", "sip"].map((protocol) => ({
  protocol,
  name: "TWP",
  uriTemplate: "/src/link/link.html#%s",
}));

/**
 * What Firefox wants otherwise: a sidebar, a background page in place of the worker, an id, and `ws:` left alone by its policy. It alone lets an
 * extension open telephone links.
 */
function forFirefox({ key: _key, minimum_chrome_version: _version, side_panel, ...rest }: typeof manifest) {
  return {
    ...rest,
    // Firefox knows no address that changes, and needs none: the one of our pages is another in every browser.
    web_accessible_resources: rest.web_accessible_resources.map(({ use_dynamic_url: _changes, ...each }) => each),
    permissions: rest.permissions.filter((name) => !["sidePanel", "offscreen", "system.display"].includes(name)),
    background: { scripts: [manifest.background.service_worker], type: "module" },
    sidebar_action: {
      default_title: "TWP",
      default_panel: side_panel.default_path,
      default_icon: rest.icons,
      open_at_install: false,
    },
    protocol_handlers: linkHandlers,
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    browser_specific_settings: {
      gecko: {
        id: firefoxExtensionId,
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"] as const },
      },
    },
  };
}

/** Pages that no manifest key names for the bundler. */
function pages(browser: Browser): string[] {
  const shared = [
    "panel/panel",
    "strip/strip",
    "welcome/welcome",
    "doctor/doctor",
    "windows/call/call",
    "windows/pop-up/pop-up",
  ].map((page) => `src/${page}.html`);
  const own = [browser === "chrome" ? "src/offscreen/offscreen.html" : "src/link/link.html"];
  return [...shared, ...own].map((page) => resolve(root, page));
}

/**
 * A format has patterns of the digits it begins with, each longer than the one before, for who formats while somebody types; whole numbers
 * need the last alone. Such a format is `[pattern, format, [beginnings], …]`.
 */
function withoutTyping(_: string, value: unknown): unknown {
  if (!Array.isArray(value) || typeof value[0] !== "string" || !value[0].startsWith("(")) return value;
  return value.map((part: unknown, at) => (at === 2 && Array.isArray(part) ? part.slice(-1) : part));
}

/**
 * The numbering plans of the world as a text, parsed when somebody first asks: an engine reads JSON several times faster than the same
 * object in a program, and a worker that only rings reads none.
 */
function numberingPlans(): Plugin {
  return {
    name: "twp:numbering-plans",
    apply: "build",
    async load(id) {
      if (!id.endsWith("/metadata.min.json.js")) return null;
      const plans = JSON.parse(await readFile(id.replace(/\.js$/u, ""), "utf8"), withoutTyping) as object;
      const text = JSON.stringify(JSON.stringify(plans));
      const parts = Object.keys(plans).map((name) => `get ${name}() { return plans().${name}; }`);
      return `let read; const plans = () => read ??= JSON.parse(${text}); export default { ${parts.join(", ")} };`;
    },
  };
}

/** The same program in ASCII: one letter beyond it and an engine keeps, and reads, the whole text in twice the bytes. */
function inAscii(code: string): string {
  return code.replace(/[^\0-~]/gu, (letter) =>
    Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
      "",
    ),
  );
}

const contentEntries = {
  content: "main.ts",
  strip: "edge/strip.ts",
  names: "names/names.ts",
} as const;

/**
 * In Chromium the look of a highlight is handed down from the root; a rule for every element would cost each of them a style of its own, some
 * 8 MB on a page with a large table. Firefox hands down none.
 */
function highlightsFor(browser: Browser, css: string): string {
  return browser === "firefox" ? css.replaceAll(":root::highlight(", "::highlight(") : css;
}

/** Each content script stands alone in one file: pages must not be able to load its chunks, and it is registered at run time. */
function contentScripts(browser: Browser): Plugin {
  return {
    name: "twp:content-scripts",
    apply: "build",
    async generateBundle() {
      for (const [name, entry] of Object.entries(contentEntries))
        this.emitFile({
          type: "asset",
          fileName: `${name}.js`,
          source: inAscii(await oneFile(`src/content/${entry}`)),
        });
      const css = highlightsFor(browser, await readFile(resolve(root, "src/content/content.css"), "utf8"));
      this.emitFile({ type: "asset", fileName: "content.css", source: css });
    },
  };
}

/** A module and all it imports as one program. */
async function oneFile(entry: string): Promise<string> {
  const output = await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [latinPatterns()],
    // The oldest browsers of the manifest: for older ones the rules would be written in another way, which does not hold in a closed tree.
    build: {
      write: false,
      target: "es2024",
      cssTarget: ["chrome128", "firefox142"],
      lib: { entry, formats: ["iife"], name: "twp" },
    },
  });
  const bundles = Array.isArray(output) ? output : "output" in output ? [output] : [];
  return bundles.flatMap(({ output: files }) => files.map((file) => (file.type === "chunk" ? file.code : ""))).join("");
}

/** `_locales/<language>/messages.json` from `locales/<language>/manifest.json`: `crx` reads them from the public folder. */
async function writeMessages(folder: string): Promise<void> {
  for (const language of await readdir(locales)) {
    const texts = JSON.parse(await readFile(resolve(locales, language, "manifest.json"), "utf8")) as object;
    const messages = Object.fromEntries(Object.entries(texts).map(([key, message]) => [key, { message }]));
    await mkdir(resolve(folder, "_locales", language), { recursive: true });
    await writeFile(resolve(folder, "_locales", language, "messages.json"), JSON.stringify(messages));
  }
}

/** `vite build --mode chrome` or `--mode firefox`; anything else means Chrome. */
export default defineConfig(async ({ mode }) => {
  const browser = browsers.find((name) => name === mode) ?? "chrome";
  const publicDir = resolve(root, `../dist/public-${browser}`);
  await writeMessages(publicDir);
  return {
    root,
    publicDir,
    define: { "import.meta.env.BROWSER": JSON.stringify(browser) },
    plugins: [
      preact(),
      crx({ manifest: (browser === "firefox" ? forFirefox(manifest) : manifest) as ManifestV3Export, browser }),
      numberingPlans(),
      latinPatterns(),
      contentScripts(browser),
    ],
    build: {
      outDir: resolve(root, `../dist/${browser}`),
      emptyOutDir: true,
      target: "es2024",
      modulePreload: false,
      rolldownOptions: { input: pages(browser) },
    },
  };
});
