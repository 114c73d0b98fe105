import { execFileSync } from "node:child_process";
import { plainSdp, startSipPeer, type Heard } from "../bench/sip-peer.ts";
import { callFrom, openWindow, registered, startCompanion } from "../peers/companion.ts";
import { until } from "../peers/process.ts";

/*
 * A computer that travels, with real addresses: run inside a network namespace of its own (`unshare --map-root-user --net`), where
 * nothing else notices. The registrar is at one address, the computer at another, which goes, comes back and changes. What the
 * registrar saw is printed as one line of JSON.
 */

const registrar = "198.51.100.10";
const [first, second, third] = ["198.51.100.20", "198.51.100.30", "198.51.100.40"];

const ip = (words: string): unknown => execFileSync("ip", words.split(" "));
const route = `local ${registrar} dev lo table local`;
/** The computer reaches the registrar from that address. */
const join = (address: string): void => {
  ip(`addr add ${address}/32 dev lo`);
  ip(`route replace ${route} src ${address}`);
};
const leave = (address: string): void => {
  ip(`route del ${route}`);
  ip(`addr del ${address}/32 dev lo`);
};

ip("link set lo up");
ip(`addr add ${registrar}/32 dev lo`);
join(first);
const peer = await startSipPeer(registrar);
const companion = await startCompanion({ user: "alice", port: 0, servers: [`${registrar}:${peer.port}`] });
// A journey that ends early takes its companion with it.
process.on("exit", () => companion.peer.child.kill("SIGKILL"));
const window = await openWindow(companion);
const line = () => window.state().account.registration;
const from = ({ from: { address, port } }: Heard): string => `${address}:${port}`;

const isFarewell = ({ text }: Heard): boolean => /^Expires: 0\r$/mu.test(text);

/** A call by its two ends: where its INVITE came from, and where the BYE comes from once it is hung up. */
async function call(): Promise<{ from: string; hangUp: () => Promise<string> }> {
  const invited = peer.next(/^INVITE /u);
  const callId = await callFrom(window, "201");
  const contact = `Contact: <sip:201@${registrar}:${peer.port}>`;
  const invite = await invited;
  peer.answer(invite, "200 OK", [contact, "Content-Type: application/sdp"], plainSdp(4000));
  const state = () => window.state().calls.find(({ id }) => id === callId)?.state;
  await until(() => state() === "active", "the call is active");
  return {
    from: from(invite),
    async hangUp() {
      if (state() !== "active") throw new Error(`the call is ${state()}`);
      const bye = peer.next(/^BYE /u);
      await window.ask("calls.hangUp", { callId });
      const heard = await bye;
      peer.answer(heard, "200 OK");
      return from(heard);
    },
  };
}

/** Joins the network at that address: where the REGISTER then comes from, and after how many milliseconds. */
async function registersAt(address: string): Promise<{ from: string; after: number }> {
  join(address);
  const changed = performance.now();
  let heard = await peer.next(/^REGISTER /u);
  // Before the route leads there the line may still be asked from where it was, and it takes its binding back there.
  while (heard.from.address !== address || isFarewell(heard)) heard = await peer.next(/^REGISTER /u);
  await registered(window);
  const after = Math.round(performance.now() - changed);
  // A stay shorter than the time between two looks at the addresses would be no stay: nobody travels so fast.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return { from: from(heard), after };
}

await registered(window);
const homeCall = await call();
leave(first);
await until(() => line().state === "waiting", "the loss is noticed");
const lost = line();
const back = await registersAt(first);
const home = { from: homeCall.from, bye: await homeCall.hangUp() };

leave(first);
await until(() => line().state === "waiting", "the loss is noticed");
const moved = await registersAt(second);
const abroadCall = await call();
const both = await registersAt(third);
const abroad = { from: abroadCall.from, bye: await abroadCall.hangUp() };

process.stdout.write(`${JSON.stringify({ lost, back, home, moved, both, abroad })}\n`);
window.close();
await companion.stop();
peer.stop();
