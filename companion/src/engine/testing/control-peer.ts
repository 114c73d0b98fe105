import { once } from "node:events";
import { connect } from "node:net";
import type { Engine } from "../engine.ts";
import { FrameReader, readFrame, writeFrame } from "../control/framing.ts";
import { parse } from "../message/parse.ts";
import type { SipMessage } from "../message/message.ts";

/** What an application gets from the engine: a message as it was delivered. */
export type Delivered = { readonly transactionId: string; readonly dialogId: string; readonly message: SipMessage };

/** An application that speaks the control protocol itself, so that a test sees every byte of what is delivered. */
export type ControlPeer = {
  /** Everything that was delivered since the last call. */
  taken(): Delivered[];
  /** Sends a message; `id` names the transaction of a response, or the dialog of a request. */
  send(text: string | Buffer, id?: string): void;
  /** Resolves once the engine has dealt with everything sent before, and said what it had to say. */
  settled(): Promise<void>;
  stop(): void;
};

/** Connects to an engine whose secret is `secret` and takes requests of these methods; `heard` is told of each delivery. */
export async function controlPeer(
  engine: Engine,
  methods: readonly string[],
  heard: (delivered: Delivered, peer: ControlPeer) => void = () => undefined,
): Promise<ControlPeer> {
  const { address } = await engine.listen({ host: "127.0.0.1", port: 0 });
  if ("path" in address) throw new Error("a port was asked for");
  const socket = connect(address.port, "127.0.0.1");
  await once(socket, "connect");
  const reader = new FrameReader(1024 * 1024);
  const pongs = new Map<string, () => void>();
  let deliveries: Delivered[] = [];
  let count = 0;
  const say = (meta: string, sip?: Buffer): string => {
    const id = `m${(count += 1)}`;
    socket.write(writeFrame(`${id}|${meta}`, sip));
    return id;
  };
  const peer: ControlPeer = {
    taken: () => deliveries.splice(0),
    send: (text, id = "") => void say(`sip|${idFields(text, id)}`, Buffer.from(text)),
    settled: () => new Promise((resolve) => pongs.set(say("ping"), resolve)),
    stop: () => socket.destroy(),
  };
  const take = (payload: Buffer): void => {
    const { fields, sip } = readFrame(payload);
    if (fields[1] === "response") pongs.get(fields[2] ?? "")?.();
    const parsed = fields[1] === "sip" && sip ? parse(sip, { headBytes: 1e6, headerCount: 1e4 }) : undefined;
    if (!parsed?.ok) return;
    const delivered = { message: parsed.message, transactionId: fields[8] ?? "", dialogId: fields[9] ?? "" };
    deliveries.push(delivered);
    heard(delivered, peer);
  };
  socket.on("data", (chunk) => reader.push(chunk).payloads.forEach(take));
  say("authenticate|secret|");
  for (const method of methods) say(`route|${method}`);
  await peer.settled();
  deliveries = [];
  return peer;
}

/** A response names its transaction first, a request its dialog second. */
function idFields(text: string | Buffer, id: string): string {
  return text.toString("latin1", 0, 4).startsWith("SIP/") ? `${id}|` : `|${id}`;
}
