/** What differs between the messages of a test; everything else is the same for all. */
export type Sketch = {
  readonly branch?: string;
  readonly cseq?: number;
  readonly method?: string;
  readonly fromTag?: string;
  readonly toTag?: string;
  readonly callId?: string;
  readonly lines?: readonly string[];
  readonly body?: string;
  readonly maxForwards?: number;
};

/** A request from the peer at 192.0.2.2. */
export function requestBytes(method: string, sketch: Sketch = {}): Buffer {
  return message(`${method} sip:bob@192.0.2.1 SIP/2.0`, { method, ...sketch }, [
    `Via: SIP/2.0/UDP 192.0.2.2;rport;branch=${sketch.branch ?? "z9hG4bKpeer"}`,
    `Max-Forwards: ${sketch.maxForwards ?? 70}`,
    "Contact: <sip:alice@192.0.2.2>",
  ]);
}

/** A response of the peer to a request the engine sent over the branch given. */
export function responseBytes(status: number, branch: string, sketch: Sketch = {}): Buffer {
  return message(`SIP/2.0 ${status} Whatever`, sketch, [`Via: SIP/2.0/UDP 192.0.2.1;rport;branch=${branch}`]);
}

function message(start: string, sketch: Sketch, lines: readonly string[]): Buffer {
  const { method = "INVITE", cseq = 1, fromTag = "alice", toTag, callId = "call", body = "" } = sketch;
  const all = [
    start,
    ...lines,
    `From: <sip:alice@192.0.2.2>;tag=${fromTag}`,
    `To: <sip:bob@192.0.2.1>${toTag === undefined ? "" : `;tag=${toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...(sketch.lines ?? []),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${all.join("\r\n")}\r\n\r\n${body}`);
}
