import { createSocket, type RemoteInfo } from "node:dgram";

/** Milliseconds since the epoch with fractions; comparable with a page's `performance.timeOrigin + performance.now()`. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();

/** A SIP request or response as text, and when it came. */
export type Heard = Readonly<{ text: string; at: number; from: RemoteInfo }>;

/** A registrar and caller in a few lines, so that nothing but our own time is measured: it grants each REGISTER and leaves the rest to the bench. */
export type SipPeer = Readonly<{
  port: number;
  /** The next message whose first line fits; one that is sent again is not news. */
  next: (firstLine: RegExp) => Promise<Heard>;
  /** Answers a request it heard. */
  answer: (request: Heard, status: string, more?: readonly string[], body?: string) => void;
  /** Sends a text to the line that registered as alice. */
  send: (text: string) => number;
  stop: () => void;
}>;

export async function startSipPeer(host = "127.0.0.1"): Promise<SipPeer> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, host, resolve));
  const waiting: { fits: RegExp; resolve: (heard: Heard) => void }[] = [];
  const known = new Set<string>();
  let line: RemoteInfo | null = null;
  const answer: SipPeer["answer"] = (request, status, more = [], body = "") => {
    const kept = request.text.split("\r\n").filter((header) => /^(?:via|from|call-id|cseq):/iu.test(header));
    const to = /^to:.*$/imu.exec(request.text)?.[0] ?? "";
    const lines = [
      `SIP/2.0 ${status}`,
      ...kept,
      to.includes("tag=") ? to : `${to};tag=peer`,
      ...more,
      `Content-Length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ];
    socket.send(lines.join("\r\n"), request.from.port, request.from.address);
  };
  socket.on("message", (bytes, from) => {
    const heard = { text: bytes.toString("utf8"), at: preciseNow(), from };
    if (known.has(heard.text)) return;
    known.add(heard.text);
    if (heard.text.startsWith("REGISTER ")) {
      if (/^to:.*sip:alice@/imu.test(heard.text)) line = from;
      const contact = /^contact:.*$/imu.exec(heard.text)?.[0] ?? "";
      answer(heard, "200 OK", [contact, "Expires: 300"]);
    }
    const index = waiting.findIndex((each) => each.fits.test(heard.text.split("\r\n", 1)[0] ?? ""));
    if (index >= 0) waiting.splice(index, 1)[0]?.resolve(heard);
  });
  return {
    port: socket.address().port,
    next: (fits) => new Promise((resolve) => waiting.push({ fits, resolve })),
    answer,
    send(text) {
      if (line === null) throw new Error("no line has registered");
      socket.send(text, line.port, line.address);
      return preciseNow();
    },
    stop: () => socket.close(),
  };
}

/** A plain offer or answer for PCMU at that port. */
export function plainSdp(port: number): string {
  return `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n`;
}

/** An INVITE of the peer, numbered so that each is a call of its own. */
export function inviteFrom(peerPort: number, number: number, rtpPort: number): string {
  const body = plainSdp(rtpPort);
  const lines = [
    "INVITE sip:alice@127.0.0.1 SIP/2.0",
    `Via: SIP/2.0/UDP 127.0.0.1:${peerPort};branch=z9hG4bKbench${number}`,
    "Max-Forwards: 70",
    `From: <sip:5020@uc.test>;tag=bench${number}`,
    "To: <sip:alice@uc.test>",
    `Call-ID: bench-${number}@127.0.0.1`,
    "CSeq: 1 INVITE",
    `Contact: <sip:5020@127.0.0.1:${peerPort}>`,
    "Content-Type: application/sdp",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ];
  return lines.join("\r\n");
}

/** A request inside (ACK, BYE) or about (CANCEL) the call of `inviteFrom`. */
export function followUp(method: "ACK" | "BYE" | "CANCEL", peerPort: number, number: number, toTag: string): string {
  const branch = method === "BYE" || (method === "ACK" && toTag !== "") ? `${number}${method}` : String(number);
  const sequence = method === "BYE" ? 2 : 1;
  return [
    `${method} sip:alice@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${peerPort};branch=z9hG4bKbench${branch}`,
    "Max-Forwards: 70",
    `From: <sip:5020@uc.test>;tag=bench${number}`,
    `To: <sip:alice@uc.test>${toTag === "" ? "" : `;tag=${toTag}`}`,
    `Call-ID: bench-${number}@127.0.0.1`,
    `CSeq: ${sequence} ${method}`,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
