import { hashPassword } from "@twp/companion/src/office/digest.ts";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWindow, registered, startCompanionIn, writeAccount, type Window } from "../peers/companion.ts";
import { scratchFolder, until } from "../peers/process.ts";

const domain = "office.twp";
const bob = { user: "101", name: "Bob Baker" } as const;
const stops: (() => unknown)[] = [];
/** The one whose companion holds the office, and a colleague whose companion is registered there. */
let hers: Window;
let bobs: Window;

async function start(folder: string): Promise<Window> {
  const companion = await startCompanionIn(folder);
  const window = await openWindow(companion);
  stops.push(() => companion.stop(), window.close);
  await registered(window);
  return window;
}

beforeAll(async () => {
  const [own, other] = [await scratchFolder(), await scratchFolder()];
  stops.push(own.remove, other.remove);
  const passwordHash = hashPassword(bob.user, domain, `pw-${bob.user}`);
  const colleagues = [{ user: bob.user, displayName: bob.name, language: "en", passwordHash }];
  await mkdir(join(own.folder, "office"), { recursive: true });
  await writeFile(join(own.folder, "office", "colleagues.json"), JSON.stringify({ version: 1, colleagues }));
  hers = await start(own.folder);
  const port = Number(hers.state().account.servers[0]?.split(":")[1]);
  await writeAccount(other.folder, { user: bob.user, port, domain });
  bobs = await start(other.folder);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const last = (window: Window) => window.state().messages[0]?.texts.at(-1);

it("the office brings a text to a colleague's telephones, and says by whom it was written, whatever the writer calls itself", async () => {
  await bobs.ask("messages.send", { number: "100", text: "Coffee?" });
  await until(() => last(bobs)?.way.state === "sent", "it was taken");
  expect(hers.state().messages).toMatchObject([
    { number: bob.user, name: bob.name, unread: 1, texts: [{ text: "Coffee?", way: { state: "arrived" } }] },
  ]);
  await hers.ask("messages.send", { number: bob.user, text: "Ü: in 5 minutes\nat the machine" });
  await until(() => last(bobs)?.text === "Ü: in 5 minutes\nat the machine", "the answer is there");
});

it("it says that nobody is there where no telephone is registered, and where nobody has that number", async () => {
  await hers.ask("messages.send", { number: "199", text: "Hello?" });
  await until(() => last(hers)?.way.state === "failed", "it failed");
  expect(last(hers)?.way).toEqual({ state: "failed", reason: "nobody-there" });
});
