// Opens Firefox with the extension in a profile of its own and shows the welcome page. Runs on the project's Node, until Firefox is closed.
import puppeteer from "puppeteer";
import { output } from "./extension.js";

const [program, profile, page, preferences] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: program,
  headless: false,
  userDataDir: profile,
  // Without it a driver may not show the pages of an extension.
  args: ["--remote-allow-system-access"],
  defaultViewport: null,
  extraPrefsFirefox: JSON.parse(preferences),
});
process.once("SIGTERM", () => void browser.close());
browser.once("disconnected", () => process.exit(0));
await browser.installExtension(output.firefox);
const [tab = await browser.newPage()] = await browser.pages();
// Firefox never reports a page of an extension as loaded: it is asked for without waiting, in the driver's own words.
const context = tab.mainFrame().browsingContext;
const { connection } = context.userContext.browser.session;
await connection.send("browsingContext.navigate", { context: context.id, url: page, wait: "none" });
