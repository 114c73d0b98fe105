import { createSocket } from "node:dgram";
import { once } from "node:events";
import { associate } from "../../companion/src/adapters/media/dtls/association.ts";
import { drawIdentity } from "../../companion/src/adapters/media/dtls/certificate.ts";
import { parseDescription } from "../../companion/src/adapters/media/sdp.ts";
import { followUp, inviteFrom, plainSdp, startSipPeer, type SipPeer } from "../bench/sip-peer.ts";
import type { TestAccount } from "../peers/companion.ts";
import { until } from "../peers/process.ts";
import { takeSheet, type Paper } from "./contact-sheet.ts";
import { tidy, type Stage } from "./looks.ts";
import { dial } from "./page.ts";

/** How the other side answers, by the picture of what the card then says. */
const refusals = {
  busy: ["486 Busy Here"],
  "no-answer": ["408 Request Timeout"],
  declined: ["603 Decline"],
  forwarded: ["302 Moved Temporarily", "Contact: <sip:+33199001234@elsewhere.example>"],
} as const;

/** Takes the cards of calls that came to nothing. */
export async function takeEnded(
  paper: Paper,
  open: (account: TestAccount) => Promise<Stage>,
  stops: (() => unknown)[],
): Promise<void> {
  const peer = await startSipPeer();
  stops.push(peer.stop);
  const stage = await open({ user: "alice", port: peer.port });
  const take = async (name: string): Promise<void> => {
    await stage.panel.waitForSelector('[data-testid="call"][data-state="ended"]');
    await takeSheet(stage, paper, `ended-${name}`, { height: 420 });
    await tidy(stage);
  };
  for (const [name, [status, ...more]] of Object.entries(refusals)) {
    const invited = peer.next(/^INVITE /u);
    await dial(stage.panel, "5013");
    peer.answer(await invited, status, more);
    await take(name);
  }
  await takeOnItsWay(stage, paper, peer);
  await isMissed(stage, peer);
  await take("missed");
  await stage.window.ask("settings.change", { encryption: "required" });
  await isAnswered(stage, peer, plainSdp(9));
  await take("not-encrypted");
  await showsAnotherCertificate(stage, peer, stops);
  await take("wrong-certificate");
}

/** A text nobody has answered for yet. */
async function takeOnItsWay(stage: Stage, paper: Paper, peer: SipPeer): Promise<void> {
  const number = "5014";
  const sent = peer.next(/^MESSAGE /u);
  await stage.window.ask("messages.send", { number, text: "Have you two minutes?" });
  const message = await sent;
  await takeSheet(stage, paper, "conversation-sending");
  peer.answer(message, "200 OK");
  await stage.window.ask("messages.close", { number });
}

async function isMissed({ window }: Stage, peer: SipPeer): Promise<void> {
  peer.send(inviteFrom(peer.port, 1, 9));
  await until(() => window.state().calls[0]?.state === "offered", "it rings");
  peer.send(followUp("CANCEL", peer.port, 1, ""));
}

/** Calls, and is answered with that description; resolves with our own. */
async function isAnswered({ panel }: Stage, peer: SipPeer, description: string): Promise<string> {
  const invited = peer.next(/^INVITE /u);
  await dial(panel, "5013");
  const invite = await invited;
  const headers = [`Contact: <sip:5013@127.0.0.1:${peer.port}>`, "Content-Type: application/sdp"];
  const bye = peer.next(/^BYE /u);
  peer.answer(invite, "200 OK", headers, description);
  void bye.then((request) => peer.answer(request, "200 OK"));
  return invite.text.split("\r\n\r\n")[1] ?? "";
}

/** The handshake is done with another certificate than was announced. */
async function showsAnotherCertificate(stage: Stage, peer: SipPeer, stops: (() => unknown)[]): Promise<void> {
  const media = createSocket("udp4").bind(0, "127.0.0.1");
  await once(media, "listening");
  const { hash, value } = drawIdentity().fingerprint;
  const sound = [`m=audio ${media.address().port} UDP/TLS/RTP/SAVP 0`, "a=rtcp-mux", "a=setup:active"];
  const lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", ...sound];
  const ours = await isAnswered(stage, peer, [...lines, `a=fingerprint:${hash} ${value}`, ""].join("\r\n"));
  const section = parseDescription(ours)?.sections[0];
  if (section === undefined) throw new Error("we offered no sound");
  const association = associate({
    role: "client",
    identity: drawIdentity(),
    announced: section.fingerprints,
    send: (datagram) => media.send(datagram, section.port, "127.0.0.1"),
    settled: () => undefined,
    failed: () => undefined,
  });
  media.on("message", (datagram) => association.take(datagram));
  stops.push(() => media.close(), association.close);
}
