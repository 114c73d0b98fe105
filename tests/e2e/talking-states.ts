import { startBaresip } from "../peers/baresip.ts";
import { leaveNoCall, type TestAccount } from "../peers/companion.ts";
import { startKamailio } from "../peers/kamailio.ts";
import { startPhone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";
import { plainSdp } from "../bench/sip-peer.ts";
import { takeSheet, type Paper } from "./contact-sheet.ts";
import { tidy, type Stage } from "./looks.ts";
import { dial, press, showsCall } from "./page.ts";

/** Who is transferred, who only rings, who is silent, and nobody. */
const [transferred, ringing, silent, nobody] = ["5012", "5013", "5014", "5099"] as const;

/** Takes what a card says in the middle of a call, and what the panel says when the line is lost in one. */
export async function takeTalking(
  paper: Paper,
  open: (account: TestAccount) => Promise<Stage>,
  stops: (() => unknown)[],
): Promise<void> {
  const kamailio = await startKamailio();
  stops.push(kamailio.stop);
  const { port } = kamailio;
  const stage = await open({ user: "alice", port });
  const baresip = await startBaresip({ user: transferred, port, mostCalls: 2 });
  stops.push(baresip.stop);
  await takeTransfers(stage, paper, port, stops);
  await takeSilence(stage, paper, port, stops);
  await speak(stage, transferred);
  baresip.command("hold");
  await until(() => stage.window.state().calls[0]?.heldByPeer, "we are on hold");
  await takeSheet(stage, paper, "held-by-them", { height: 560 });
  await rest(stage);
  await speak(stage, transferred);
  await kamailio.stop();
  stage.window.ask("account.register", null).catch(() => undefined);
  await stage.panel.waitForSelector('[data-testid="line-state"]:not([data-tone="ok"])', { timeout: 60_000 });
  await takeSheet(stage, paper, "line-lost", { height: 560 });
}

async function speak({ panel }: Stage, number: string): Promise<void> {
  await dial(panel, number);
  await showsCall(panel, "active");
}

async function rest(stage: Stage): Promise<void> {
  await leaveNoCall(stage.window);
  await tidy(stage);
}

async function transferTo({ panel }: Stage, number: string): Promise<void> {
  await press(panel, "transfer");
  await (await panel.waitForSelector('[data-testid="transfer-to-field"]'))?.type(number);
}

/** The keypad, the field of a transfer, and what becomes of it. */
async function takeTransfers(stage: Stage, paper: Paper, port: number, stops: (() => unknown)[]): Promise<void> {
  const { window, panel } = stage;
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const rings = await startPhone({ user: ringing, proxy: `sip:127.0.0.1:${port}`, bindings, answers: "never" });
  stops.push(rings.stop);
  await rings.register();
  await speak(stage, transferred);
  await press(panel, "keypad");
  for (const digit of ["1", "2", "#"]) await panel.keyboard.press(digit as "1" | "2" | "#");
  await takeSheet(stage, paper, "keypad", { height: 760 });
  await press(panel, "keypad");
  await transferTo(stage, ringing);
  await takeSheet(stage, paper, "transfer-to", { height: 560 });
  await panel.focus('[data-testid="transfer-to-field"]');
  await panel.keyboard.press("Enter");
  await until(() => rings.offered.length > 0 && window.state().calls[0]?.transfer, "it rings there");
  await takeSheet(stage, paper, "transfer-tried", { height: 560 });
  await rest(stage);
  await speak(stage, transferred);
  await transferTo(stage, nobody);
  await panel.keyboard.press("Enter");
  await until(() => window.state().calls[0]?.transfer?.state === "failed", "nobody is there");
  await takeSheet(stage, paper, "transfer-failed", { height: 560 });
  await rest(stage);
}

/** Somebody of whom nothing is heard. */
async function takeSilence(stage: Stage, paper: Paper, port: number, stops: (() => unknown)[]): Promise<void> {
  const { window } = stage;
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const phone = await startPhone({ user: silent, proxy: `sip:127.0.0.1:${port}`, bindings, description: plainSdp(9) });
  stops.push(phone.stop);
  await phone.register();
  await speak(stage, silent);
  await until(() => window.state().calls[0]?.quiet, "nothing is heard", 20_000);
  await takeSheet(stage, paper, "nothing-heard", { height: 560 });
  await rest(stage);
}
