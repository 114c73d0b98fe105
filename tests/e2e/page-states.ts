import type { Page } from "puppeteer";
import { until } from "../peers/process.ts";
import { startAlice } from "./alice.ts";
import { cardSays, hover, said } from "./card.ts";
import { layOut, takeSheet, type Paper } from "./contact-sheet.ts";
import { looks, setUp, type Stage } from "./looks.ts";
import { press, servePage, showsCall } from "./page.ts";

/** A number abroad, one of a contact, and one with an extension, on a page in either theme. */
const abroad = "+61 2 5550 1234";
const known = "01 99 00 20 00";
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Perrin & Fils</title>
  <style>body { margin: 16px; font: 15px system-ui } body.dark { background: #1b1f1e; color: #e8ecea }</style>
  <p>Secrétariat : ${known}, poste 412</p><p style="margin-top: 330px">Sydney ${abroad}</p>
  <p><label>Mobile <input id="field" type="tel" style="font: inherit; width: 220px"></label></p>`;

/** Takes what TWP shows on a page: the card of a number that is known and of one that is not, and the button in a field. */
export async function takePages(paper: Paper, open: () => Promise<Stage>, stops: (() => unknown)[]): Promise<void> {
  const stage = await open();
  const served = await servePage(html);
  stops.push(served.stop);
  await stage.window.ask("contacts.save", {
    id: null,
    name: "Sophie Perrin",
    company: "Perrin & Fils",
    numbers: [known],
  });
  const page = await stage.chromium.page(served.url);
  await setUp(page, paper.width, 520, 1);
  const take = async (name: string, show: () => Promise<unknown>): Promise<void> =>
    layOut(stage, paper, name, await pictures(stage, page, show));
  await take("page-card", () => rest(page, abroad, "+61255501234"));
  await take("page-card-known", () => rest(page, `${known}, poste 412`, "Sophie Perrin"));
  await take("page-field", () => write(page));
}

/** The page in all six looks, each once it shows what is wanted. */
async function pictures({ window }: Stage, page: Page, show: () => Promise<unknown>): Promise<readonly string[]> {
  const taken: string[] = [];
  await page.bringToFront();
  for (const look of looks) {
    await window.ask("settings.change", look);
    await page.evaluate((theme) => void (document.body.className = theme), look.theme);
    // Its words come from the worker, which hears of the language a moment later.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await show();
    await new Promise((resolve) => setTimeout(resolve, 700));
    taken.push(await page.screenshot({ encoding: "base64" }));
  }
  return taken;
}

async function rest(page: Page, number: string, says: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.mouse.move(1, 1);
  await until(async () => (await said(page, "TWP-CARD")) === "", "no card is open");
  await hover(page, number);
  await cardSays(page, says);
}

async function write(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.click("#field", { count: 3 });
  await page.keyboard.type("06 39 98 00 12");
}

const signature = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Commande 4711 – Courrier</title>
  <div role="listitem"><div>Merci pour votre message, je vous rappelle demain matin au sujet de la commande.</div><br><div>-- </div>
  <div>Marie Dupont</div><div>Responsable achats</div><div>Acme SAS</div><div>Tél. 01 99 00 12 34</div><div>Mob. 06 39 98 12 34</div></div>`;

/** Takes the card of a caller whose number was seen on a page, which also names her. */
export async function takeCallerFromPages(paper: Paper, stops: (() => unknown)[]): Promise<void> {
  const alice = await startAlice();
  const served = await servePage(signature);
  stops.push(served.stop, alice.stop);
  await alice.window.ask("settings.change", { rememberPages: true, learnNames: true });
  const page = await alice.chromium.page(served.url.replace("127.0.0.1", "mail.localhost"));
  await page.bringToFront();
  await until(() => alice.window.state().pageNames.size > 0, "her name is read");
  await until(
    async () => (await alice.window.ask("pages.withNumbers", { numbers: ["+33199001234"] })).pages.length > 0,
    "the page is kept",
  );
  const sipp = await alice.isCalled("somebody-rings-and-is-declined-with-486", {
    caller: "<sip:+33199001234@uc.test>",
  });
  await showsCall(alice.panel, "offered");
  await alice.panel.waitForSelector('[data-testid="seen-pages"]');
  await takeSheet(alice, paper, "caller-from-pages");
  await press(alice.panel, "decline");
  await sipp.stop();
}
