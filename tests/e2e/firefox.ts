import { join } from "node:path";
import { firefoxExtensionId } from "@twp/shared/protocol/extension-id.ts";
import puppeteer, { type Browser, type Page } from "puppeteer";
import type { CompanionProcess } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";
import { withSiteAccess } from "./site-access.ts";

export const firefoxOutput = new URL("../../dist/firefox", import.meta.url).pathname;
const uuid = "5b0f4f0e-7d53-4c1e-9f6e-4d8a0f8e7c11";
const address = (path: string): string => `moz-extension://${uuid}/src/${path}`;

/** A real Firefox with the built extension. Its sidebar cannot be attached to, so the panel is opened as a tab. */
export type Firefox = Readonly<{
  browser: Browser;
  open: (path: string) => Promise<Page>;
  /** Waits for a window that the extension has opened by itself, by a part of its address. */
  window: (part: string) => Promise<Page>;
  pair: (companion: Pick<CompanionProcess, "code">) => Promise<Page>;
  stop: () => Promise<void>;
}>;

/** Starts Firefox headless, installs the extension under a fixed address, and gives the microphone; `siteAccess` as if the user had given it. */
export async function startFirefox({ siteAccess = false } = {}): Promise<Firefox> {
  const { folder, remove } = await scratchFolder();
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    headless: true,
    userDataDir: join(folder, "profile"),
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [firefoxExtensionId]: uuid }),
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.autoplay.default": 0,
      "security.dialog_enable_delay": 0,
      "media.peerconnection.ice.loopback": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
    },
  });
  await browser.installExtension(siteAccess ? await withSiteAccess(firefoxOutput, folder) : firefoxOutput);
  const open = (path: string): Promise<Page> => openExtensionPage(browser, path);
  return {
    browser,
    open,
    window: (part) =>
      until(async () => {
        for (const page of await browser.pages()) {
          const found = await page.evaluate((wanted) => location.href.includes(wanted), part).catch(() => false);
          if (found) return page;
        }
        return null;
      }, `a window ${part} opens`),
    async pair({ code }) {
      const page = await open(`welcome/welcome.html#code=${code}`);
      await until(() => page.evaluate(() => location.hash === ""), "the code is taken from the address");
      return page;
    },
    async stop() {
      await browser.close();
      await remove();
    },
  };
}

/** WebDriver BiDi never reports such a page as loaded: it is asked for without waiting. */
async function openExtensionPage(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  const { connection, id } = rawConnection(page);
  await connection.send("browsingContext.navigate", { context: id, url: address(path), wait: "none" });
  await until(
    () =>
      page.evaluate(
        (wanted) => location.href.startsWith(wanted) && document.readyState === "complete",
        address(path.split("#", 1)[0] ?? ""),
      ),
    path,
  );
  return page;
}

/**
 * Says yes to the browser's own question where it names this, and closes any other, as its user does who reads it first; gives what it asked, or
 * nothing as long as it asks nothing.
 */
export async function sayYes(page: Page, about: string): Promise<string> {
  const { connection } = rawConnection(page);
  const answer = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const { contexts } = (answer as { result: { contexts: { context: string; url: string }[] } }).result;
  const context = contexts.find(({ url }) => url.endsWith("/browser.xhtml"))?.context;
  const expression = `(() => {
    for (const frame of document.querySelectorAll("browser.dialogFrame")) {
      const dialog = frame.contentDocument?.querySelector("dialog");
      if (dialog?.getButton?.("accept")?.disabled !== false) continue;
      const asked = dialog.textContent.replace(/\\s+/gu, " ").trim();
      if (asked.includes(${JSON.stringify(about)})) dialog.acceptDialog();
      else dialog.cancelDialog();
      return asked;
    }
    return "";
  })()`;
  const said = await connection.send("script.evaluate", { expression, target: { context }, awaitPromise: false });
  return (said as { result: { result: { value: string } } }).result.result.value;
}

type Raw = { connection: { send: (method: string, params: unknown) => Promise<unknown> }; id: string };

function rawConnection(page: Page): Raw {
  const frame = page.mainFrame() as unknown as {
    browsingContext: { id: string; userContext: { browser: { session: { connection: Raw["connection"] } } } };
  };
  return { connection: frame.browsingContext.userContext.browser.session.connection, id: frame.browsingContext.id };
}
