import { startDesktop, type Desktop } from "../e2e/desktop.ts";
import { startTerminal } from "../e2e/terminal.ts";
import { openWindow, registered, startCompanionIn, writeAccount, type Window } from "../peers/companion.ts";
import { scratchFolder, startPeer, until } from "../peers/process.ts";
import { type Figure, figureOf, runBench } from "./figures.ts";
import { preciseNow, startSipPeer } from "./sip-peer.ts";

/** So many presses, so that the worst of a hundred is not one accident. */
const presses = 100;
/** Milliseconds from one press to the next: sooner, it would be a finger that trembles. */
const breath = 600;

const stops: (() => unknown)[] = [];
const { folder, remove } = await scratchFolder();
stops.push(remove);
const peer = await startSipPeer();
stops.push(peer.stop);

await runBench("numbers", stops, async (take) => {
  const desktop = await startDesktop();
  stops.push(desktop.stop);
  await writeAccount(folder, { user: "alice", port: peer.port });
  const companion = await startCompanionIn(folder, { TWP_LOG: "", DISPLAY: desktop.display });
  stops.push(companion.stop);
  const window = await openWindow(companion);
  stops.push(window.close);
  await registered(window);
  take(await keyToInvite(desktop, window));
});

/** Ctrl+F12 with a number selected in a terminal, and Ctrl+F1, which calls a contact and needs no selection. */
async function keyToInvite(desktop: Desktop, window: Window): Promise<Figure[]> {
  await window.ask("settings.change", { callSelection: true });
  await window.ask("contacts.save", { id: null, name: "Sophie", company: "", numbers: ["5021"], hotkey: "F1" });
  await until(
    () => window.state().hotkeys.keys.filter(({ stand }) => stand === "held").length === 2,
    "both keys are held",
  );
  const terminal = await startTerminal(desktop, ["5020"]);
  stops.push(terminal.stop);
  await terminal.select(0);
  return [
    figureOf("Ctrl+F12 on a selected number → INVITE on the wire", "ms", await pressed(desktop, window, "ctrl+F12"), {
      p50: 60,
    }),
    figureOf("Ctrl+F1 for a contact → INVITE on the wire", "ms", await pressed(desktop, window, "ctrl+F1"), {
      p50: 60,
    }),
  ];
}

/** Times from the line that tells xdotool to press until the INVITE is here; xdotool runs already, as the user's hand does. */
async function pressed(desktop: Desktop, window: Window, keys: string): Promise<number[]> {
  const hand = startPeer("xdotool", ["-"], { env: { ...process.env, DISPLAY: desktop.display } });
  const times: number[] = [];
  for (let round = 0; round < presses; round += 1) {
    const invited = peer.next(/^INVITE /u);
    const begun = preciseNow();
    hand.child.stdin?.write(`key --delay 0 ${keys}\n`);
    const invite = await invited;
    times.push(invite.at - begun);
    peer.answer(invite, "486 Busy Here");
    await until(() => window.state().calls.every(({ state }) => state === "ended"), "the call is over");
    for (const { id } of window.state().calls) await window.ask("calls.dismiss", { callId: id });
    await new Promise((resolve) => setTimeout(resolve, breath));
  }
  await hand.stop();
  return times;
}
