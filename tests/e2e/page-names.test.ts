import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { leaveNoCall, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { startAlice, type Alice } from "./alice.ts";
import { cardSays, hover, pressOnCard, said } from "./card.ts";
import { extensionUrl, type Chromium } from "./chromium.ts";
import type { Desktop } from "./desktop.ts";
import { markedNumbers, press, servePage, showsCall, type ServedPage } from "./page.ts";
import { shows, wordsIn } from "./words.ts";

const en = wordsIn("en");
const switchOf = '[data-testid="page-names"] .switch input';

let alice: Alice;
let desktop: Desktop;
let window: Window;
let chromium: Chromium;
let panel: Page;
let options: Page;
const served: ServedPage[] = [];
beforeAll(async () => {
  alice = await startAlice();
  ({ desktop, window, chromium, panel } = alice);
  options = await chromium.page(extensionUrl("options/options.html"));
});
afterEach(() => leaveNoCall(window));
afterAll(async () => {
  for (const each of served) await each.stop();
  await alice.stop();
});

/** Opens a page of a site of the world; the browser knows that each is this computer. */
async function visit(site: string, html: string): Promise<Page> {
  const one = await servePage(`<!doctype html><meta charset="utf-8"><title>${site}</title>${html}`);
  served.push(one);
  const page = await chromium.page(one.url.replace("127.0.0.1", site));
  await page.bringToFront();
  return page;
}
const personOf = async (number: string) => (await window.ask("pageNames.ofNumber", { number })).person;
const nameOf = async (number: string): Promise<string | null> => {
  const person = await personOf(number);
  return person === null ? null : `${person.name}, ${person.company} – ${person.site}`;
};
const isNamed = (number: string, name: string | null): Promise<unknown> =>
  until(async () => {
    // The companion hears no more than so many questions a second.
    await new Promise((resolve) => setTimeout(resolve, 150));
    const found = await nameOf(number);
    return found === name || Promise.reject(new Error(String(found)));
  }, `${number} is ${name}`);
/** Longer than a name takes to come to the companion. */
const aWhile = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 1500));
const according = (who: string, site: string): string => en("page-names:according", { who, site });

/** Somebody calls whose server gives this name, or none. */
async function isCalledBy(number: string, name = ""): Promise<() => Promise<void>> {
  const caller = `${name === "" ? "" : `"${name}" `}<sip:${number}@uc.test>`;
  const sipp = await alice.isCalled("somebody-rings-and-is-declined-with-486", { caller });
  await showsCall(panel, "offered");
  return async () => {
    await press(panel, "decline");
    expect(await sipp.passed).toBe(true);
    await sipp.stop();
    await leaveNoCall(window);
  };
}
const onCard = (): Promise<string> => panel.$eval('[data-testid="call"]', (each) => (each as HTMLElement).innerText);
const learnedOnCard = async (): Promise<string | null> =>
  panel.$eval('[data-testid="call"] [data-testid="learned"]', (each) => each.textContent).catch(() => null);

const marie = "+33199001234";
const signature = `<div role="listitem"><div>Bonjour Alice,</div>
  <div>Merci pour votre message, je vous rappelle demain matin au sujet de la commande.</div><br>
  <div>Cordialement,</div><div>-- </div><div><b>Marie Dupont</b></div><div>Responsable achats</div><div>Acme SAS</div>
  <div>Tél. 01 99 00 12 34</div><div>Mob. 06 39 98 12 34</div><div>Fax 01 99 00 12 99</div>
  <div><a href="mailto:marie.dupont@acme.example">marie.dupont@acme.example</a></div></div>`;

describe("N7: names learned from pages", () => {
  it("are none at first: nothing is read of a page, and its card says what it said before", async () => {
    const page = await visit("acme.localhost", `<p><a href="tel:${marie}">Marie Dupont</a></p>${signature}`);
    await until(async () => (await markedNumbers(page)).length > 0, "the page is read");
    await aWhile();
    expect([await personOf(marie), window.state().pageNames.size]).toEqual([null, 0]);
    const hangUp = await isCalledBy(marie);
    expect(await learnedOnCard()).toBeNull();
    await hangUp();
    await page.close();
  });

  it("are switched on in the preferences", async () => {
    await options.bringToFront();
    await options.waitForSelector(switchOf);
    await options.click(switchOf);
    await until(() => window.state().settings.values.learnNames, "it is on");
    await shows(options, en("page-names:setting.none"));
  });

  it("are read from a mail’s signature, and shown with the site when that number calls, wherever it is shown", async () => {
    const page = await visit("mail.localhost", signature);
    await isNamed(marie, "Marie Dupont, Acme SAS – mail.localhost");
    const words = en("page-names:according-signature", { who: "Marie Dupont, Acme SAS", site: "mail.localhost" });
    await hover(page, "01 99 00 12 34");
    await cardSays(page, words);
    await window.ask("settings.change", { callerPopUp: true });
    const hangUp = await isCalledBy(marie);
    await until(async () => (await learnedOnCard()) === words, "the card says who, and according to whom");
    const popUp = await chromium.browser.waitForTarget((each) => each.url().endsWith("pop-up/pop-up.html"));
    await shows(await popUp.asPage(), words);
    await window.ask("settings.change", { callerPopUp: false });
    expect(await panel.$eval('[data-testid="call"] h2', (each) => each.textContent)).toBe("01 99 00 12 34");
    await until(() => desktop.notes().includes(words), "the notification says so");
    await hangUp();
    await press(panel, "tab-calls");
    await panel.waitForSelector('[data-testid="journal"]');
    await shows(panel, words);
    await page.close();
  });

  it("fill in who is added to the contacts, with every number of theirs: from the page’s card, the call’s and the journal", async () => {
    const page = await visit("mail.localhost", signature);
    await until(async () => (await markedNumbers(page)).length >= 3, "the page is read");
    await aWhile();
    await hover(page, "06 39 98 12 34");
    await cardSays(page, "Marie Dupont");
    await pressOnCard(page, en("contacts:add"));
    expect(await formSays()).toEqual(["Marie Dupont", "Acme SAS", "+33639981234", "+33199001234"]);
    await shows(panel, en("page-names:kind.mobile"));
    await page.close();
    const hangUp = await isCalledBy(marie);
    await press(panel, "card");
    await (await panel.waitForSelector('[data-testid="call"] [data-testid="learned-person"]'))?.dispose();
    await press(panel, "write-contact");
    expect(await formSays('[data-testid="call"] ')).toEqual(["Marie Dupont", "Acme SAS", marie, "+33639981234"]);
    await hangUp();
    await press(panel, "tab-calls");
    await (await panel.waitForSelector('[data-testid="journal"] [data-testid="open-card"]'))?.click();
    await panel.waitForSelector('[data-testid="journal"] [data-testid="learned-person"]');
    await (await panel.waitForSelector('[data-testid="journal"] [data-testid="write-contact"]'))?.click();
    expect(await formSays('[data-testid="journal"] ')).toEqual(["Marie Dupont", "Acme SAS", marie, "+33639981234"]);
    await panel.keyboard.press("Escape");
    await (await panel.waitForSelector('[data-testid="journal"] [data-testid="open-card"]'))?.click();
  });

  it("are read from links, data and cards, for numbers that are marked as well", async () => {
    const data = {
      "@context": "https://schema.org",
      "@graph": [
        {
          "@type": "Person",
          name: "Paul Martin",
          telephone: "+33199001235",
          worksFor: { "@type": "Organization", name: "Perrin & Fils" },
        },
        { "@type": "Person", name: "Hidden Person", telephone: "+33199007777" },
      ],
    };
    const page = await visit(
      "shop.localhost",
      `<script type="application/ld+json">{ broken</script><script type="application/ld+json">${JSON.stringify(data)}</script>
      <p>Tél. 01 99 00 12 35</p><p><a href="tel:+33199001236" aria-label="Call Claire Petit">☎ Call now</a></p>
      <p><a href="tel:+33199001240">Book now</a></p>
      <div itemscope itemtype="https://schema.org/LocalBusiness"><b itemprop="name">Boulangerie Morel</b>
        Tél. <i itemprop="telephone">01 99 00 12 37</i></div>
      <div class="vcard"><b class="fn">Luc Bernard</b>, <i class="org">Acme</i>, <i class="tel">Tél. 01 99 00 12 38</i></div>`,
    );
    await isNamed("+33199001235", "Paul Martin, Perrin & Fils – shop.localhost");
    await isNamed("+33199001236", "Claire Petit,  – shop.localhost");
    await isNamed("+33199001237", ", Boulangerie Morel – shop.localhost");
    await isNamed("+33199001238", "Luc Bernard, Acme – shop.localhost");
    expect([await nameOf("+33199007777"), await nameOf("+33199001240")]).toEqual([null, null]);
    await page.close();
  });

  it("are found by name, after everybody else, and never called by one", async () => {
    await panel.bringToFront();
    await (await panel.waitForSelector('[data-testid="dial-field"]'))?.type("luc bernard");
    await panel.waitForSelector('[data-testid="found"] [data-testid="learned"]');
    await shows(panel, according("Luc Bernard, Acme", "shop.localhost"));
    await panel.keyboard.press("Enter");
    await aWhile();
    expect([window.state().calls, window.state().guard.waiting]).toEqual([[], null]);
    await panel.click('[data-testid="dial-field"]', { count: 3 });
    await panel.keyboard.press("Backspace");
  });

  it("stand back behind the name of the telephone system, and of a contact", async () => {
    let hangUp = await isCalledBy("+33199001235", "Laura Garcia");
    await until(async () => (await onCard()).includes("Laura Garcia"), "the card has the peer’s name");
    expect([await learnedOnCard(), (await onCard()).includes("Paul Martin")]).toEqual([null, false]);
    await hangUp();
    const police = await visit(
      "evil.localhost",
      `<form class="vcard"><input name="querySelectorAll"></form><div class="vcard"><b class="fn">Police Nationale</b><i class="tel">Tél. 01 99 00 12 34</i></div>
      <div class="vcard"><b class="fn">Martin\u202Ephar Police</b><i class="tel">Tél. 01 99 00 12 39</i></div>
      <div class="vcard"><b class="fn">Police – selon interieur.example</b><i class="tel">Tél. 01 99 00 12 41</i></div>`,
    );
    const saved = { id: null, name: "Sophie Perrin", company: "", numbers: ["01 99 00 12 34"] };
    const { contactId } = await window.ask("contacts.save", saved);
    await aWhile();
    hangUp = await isCalledBy(marie);
    await until(async () => (await onCard()).includes("Sophie Perrin"), "the card has the contact’s name");
    expect([await learnedOnCard(), (await onCard()).includes("Police")]).toEqual([null, false]);
    await hangUp();
    await hover(police, "01 99 00 12 34");
    await cardSays(police, "Sophie Perrin");
    expect(await said(police, "TWP-CARD")).not.toContain("Police");
    expect([await nameOf("+33199001239"), await nameOf("+33199001241")]).toEqual([null, null]);
    await window.ask("contacts.remove", { contactId });
    // Two sites contradict each other now: nobody has the number.
    expect(await nameOf(marie)).toBeNull();
    await police.close();
  });

  it("of a site that is left out are forgotten, and not learned", async () => {
    await options.bringToFront();
    await (await options.waitForSelector('[data-testid="page-memory"] [name="site"]'))?.type("evil.localhost");
    await press(options, "leave-memory");
    await isNamed(marie, "Marie Dupont, Acme SAS – mail.localhost");
    const card = `<div class="vcard"><b class="fn">Paul Martin</b> <i class="tel">Tél. 01 99 00 12 42</i></div>`;
    const page = await visit("evil.localhost", card);
    await until(async () => (await markedNumbers(page)).length > 0, "the page is read");
    await aWhile();
    expect(await nameOf("+33199001242")).toBeNull();
    await page.close();
  });

  it("are few, however many a page claims, and the page still answers", async () => {
    const before = window.state().pageNames.size;
    const pair = (n: number): string => String(Math.floor(n) % 100).padStart(2, "0");
    const claims = Array.from({ length: 10_000 }, (_, n) => {
      const number = `01 99 ${pair(n / 10_000)} ${pair(n / 100)} ${pair(n)}`;
      return `<p class="vcard"><b class="fn">Anna Becker ${"abcdefghij"[n % 10]}</b> Tél. <i class="tel">${number}</i></p>`;
    });
    const people = Array.from({ length: 40_000 }, (_, n) => ({
      "@type": "Person",
      name: "Max Muster",
      telephone: `+3319900${n}`,
    }));
    const deep = `{"telephone":${"[".repeat(100_000)}`;
    const json = [JSON.stringify(people), deep].map((text) => `<script type="application/ld+json">${text}</script>`);
    const page = await visit("flood.localhost", json.join("") + claims.join(""));
    await until(() => window.state().pageNames.size > before, "some are learned");
    await aWhile();
    expect(window.state().pageNames.size - before).toBeLessThanOrEqual(100);
    const longest = await page.evaluate(async () => {
      let [last, longest] = [performance.now(), 0];
      for (let at = 0; at < 40; at += 1) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        longest = Math.max(longest, performance.now() - last - 25);
        last = performance.now();
      }
      return longest;
    });
    expect(longest).toBeLessThan(1000);
    await page.close();
  });

  it("are forgotten one by one, by the keyboard too, and not learned again; and all at once", async () => {
    const luc = "+33199001238";
    const hangUp = await isCalledBy(luc);
    await until(
      async () => (await learnedOnCard()) === according("Luc Bernard, Acme", "shop.localhost"),
      "he is named",
    );
    await press(panel, "card");
    await panel.bringToFront();
    await panel.waitForSelector('[data-testid="forget-name"]');
    await panel.focus('[data-testid="forget-name"]');
    await panel.keyboard.press("Enter");
    await until(async () => (await learnedOnCard()) === null, "he is named no more");
    await hangUp();
    const card = `<p class="vcard"><b class="fn">Luc Bernard</b> <i class="tel">Tél. 01 99 00 12 38</i></p>`;
    const page = await visit("shop.localhost", card);
    await until(async () => (await markedNumbers(page)).length > 0, "the page is read");
    await aWhile();
    expect(await nameOf(luc)).toBeNull();
    await page.close();
    await options.bringToFront();
    await press(options, "forget-names");
    expect(window.state().pageNames.size).toBeGreaterThan(0);
    await press(options, "forget-names");
    await shows(options, en("page-names:setting.none"));
    expect(await nameOf("+33199001235")).toBeNull();
  });
});

/** Name, firm and numbers in the form that is open. */
async function formSays(within = ""): Promise<string[]> {
  const form = `${within}[data-testid="contact-form"]`;
  await panel.waitForSelector(form);
  return panel.$$eval(`${form} input`, (all) => all.map(({ value }) => value));
}
