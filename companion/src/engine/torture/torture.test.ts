import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { createSocket } from "node:dgram";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../engine.ts";
import type { Engine } from "../engine.ts";
import type { SipMessage } from "../message/message.ts";
import { parse } from "../message/parse.ts";
import { viaCount } from "../message/via.ts";
import { controlPeer } from "../testing/control-peer.ts";
import type { ControlPeer } from "../testing/control-peer.ts";
import { requestBytes } from "../testing/messages.ts";
import { StreamFraming } from "../transport/framing.ts";
import { EXPECTED } from "./expected.ts";
import type { Expected, Fate } from "./expected.ts";
import { IPV6_MESSAGES } from "./rfc5118.ts";

/** An entry of the index, which says of every message what RFC 4475 wants done with it. */
type Entry = {
  readonly name: string;
  readonly file: string;
  readonly kind: string;
  readonly expected: string;
  readonly sha256: string;
};

const folder = new URL(".", import.meta.url);
const { messages } = JSON.parse(readFileSync(new URL("index.json", folder), "latin1")) as { messages: Entry[] };
const bytesOf = (file: string): Buffer => readFileSync(new URL(file, folder));

/** What the index allows, in the words of {@link Fate}. A request that is accepted may still be for a dialog we do not have. */
const ALLOWED: Readonly<Record<string, readonly Fate[]>> = {
  accept: ["delivered", 481],
  "accept-or-401": ["delivered", 401],
  "registrar-400": ["delivered"],
  discard: ["dropped"],
  "400-or-liberal": [400, "delivered"],
  "501": [501, 400],
};

const METHODS = [
  "OPTIONS",
  "INVITE",
  "REGISTER",
  "MESSAGE",
  "!interesting-Method0123456789_*+`.%indeed'~",
  "RE%47IST%45R",
];
const understands = { extensions: ["100rel", "timer"], bodies: ["application/sdp"] };

/** Fresh engines for every message: many have the same branch, and one that is known is only a repetition. */
type Desk = { readonly engine: Engine; readonly app: ControlPeer; readonly port: number };
type Transport = "udp" | "tcp";

const desks = new Map<Transport, Desk>();
let fences = 0;

async function startDesk(transport: Transport): Promise<Desk> {
  const bindings = [{ transport, host: "127.0.0.1", port: 0 }];
  const engine = await createEngine({ bindings, secret: "secret", understands, limits: { headerTimeout: 100 } });
  return { engine, app: await controlPeer(engine, METHODS), port: engine.bindings[0]?.port ?? 0 };
}

beforeEach(async () => {
  for (const transport of ["udp", "tcp"] as const) desks.set(transport, await startDesk(transport));
});

afterEach(async () => {
  for (const { engine, app } of desks.values()) {
    app.stop();
    await engine.stop();
  }
});

function deskOf(transport: Transport): Desk {
  return desks.get(transport) ?? expect.fail("not started");
}

/** What came of a message: the responses to it, and what the application got. */
type Outcome = { readonly fate: Fate; readonly message: SipMessage | undefined };

/** Messages that come one by one, from a datagram socket or a connection. */
class Answers {
  readonly #all: SipMessage[] = [];
  closed = false;
  #wake: () => void = () => undefined;

  put(bytes: Buffer): void {
    const parsed = parse(bytes);
    if (parsed.ok) this.#all.push(parsed.message);
    this.#wake();
  }

  close(): void {
    this.closed = true;
    this.#wake();
  }

  /** Everything up to the answer to a request that marks the end, or until the connection is closed. */
  async until(mark: string): Promise<SipMessage[]> {
    const isMark = (message: SipMessage): boolean => message.headers.get("Call-ID") === mark;
    while (!this.closed && !this.#all.some(isMark)) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#all.splice(0).filter((message) => !isMark(message));
  }
}

/** A BYE that belongs nowhere: the engine answers it at once, and after everything that came before. */
function fence(): { readonly bytes: Buffer; readonly mark: string } {
  const mark = `fence-${(fences += 1)}`;
  return { bytes: requestBytes("BYE", { branch: `z9hG4bK${mark}`, callId: mark }), mark };
}

async function outcomeOf({ app }: Desk, answers: Answers, mark: string): Promise<Outcome> {
  const response = (await answers.until(mark)).find((each) => each.kind === "response" && each.status > 100);
  await app.settled();
  const [delivered] = app.taken();
  if (delivered) return { fate: "delivered", message: delivered.message };
  if (response?.kind === "response") return { fate: response.status, message: response };
  return { fate: answers.closed ? "closed" : "dropped", message: undefined };
}

async function overUdp(bytes: Buffer): Promise<Outcome> {
  const desk = deskOf("udp");
  const [answers, socket] = [new Answers(), createSocket("udp4")];
  socket.on("message", (each) => answers.put(each));
  const { bytes: end, mark } = fence();
  socket.send(bytes, desk.port, "127.0.0.1", () => socket.send(end, desk.port, "127.0.0.1"));
  const outcome = await outcomeOf(desk, answers, mark);
  socket.close();
  return outcome;
}

function listenTo(socket: Socket, answers: Answers): void {
  const framing = new StreamFraming(65_536);
  socket.on("data", (chunk) => framing.push(chunk).messages.forEach((each) => answers.put(each)));
  socket.on("error", () => undefined);
  socket.on("close", () => answers.close());
}

async function overTcp(bytes: Buffer, fate: Fate): Promise<Outcome> {
  const desk = deskOf("tcp");
  const [answers, socket] = [new Answers(), connect(desk.port, "127.0.0.1")];
  await once(socket, "connect");
  listenTo(socket, answers);
  const { bytes: end, mark } = fence();
  socket.write(bytes);
  // A fence would complete a message that waits for its end.
  if (fate !== "closed") socket.write(end);
  const outcome = await outcomeOf(desk, answers, mark);
  socket.destroy();
  return outcome;
}

function expectValues(message: SipMessage, { fields = {}, counts = {}, uri, bodyBytes, reason }: Expected): void {
  for (const [name, value] of Object.entries(fields))
    expect([name, message.headers.all(name)]).toEqual([name, [value]]);
  for (const [name, count] of Object.entries(counts)) {
    const { length } = message.headers.all(name);
    expect([name, name === "Via" && count > 2 ? viaCount(message.headers) : length]).toEqual([name, count]);
  }
  if (uri !== undefined) expect(message).toHaveProperty("uri", uri);
  if (bodyBytes !== undefined) expect(message.body).toHaveLength(bodyBytes);
  if (reason !== undefined) expect(message).toHaveProperty("reason", reason);
}

const requests = messages.filter(({ kind }) => kind === "request");
const responses = messages.filter(({ kind }) => kind === "response");

describe("RFC 4475", () => {
  it("is here whole: 49 messages, each with what it must come to", () => {
    expect(messages).toHaveLength(49);
    const files = readdirSync(folder).filter((name) => name.endsWith(".dat"));
    expect(files.toSorted()).toEqual([...messages.map(({ file }) => file), "baddn-terminated.dat"].toSorted());
    for (const { name, file, expected, sha256 } of messages) {
      expect([name, createHash("sha256").update(bytesOf(file)).digest("hex")]).toEqual([name, sha256]);
      const fate = EXPECTED[name]?.udp;
      const allowed = ALLOWED[expected] ?? [Number(expected)];
      expect([name, name === "noreason" || (fate !== undefined && allowed.includes(fate))]).toEqual([name, true]);
    }
  });

  describe.each([...requests, { name: "baddn-terminated", file: "baddn-terminated.dat" }])(
    "$name",
    ({ name, file }) => {
      const expected = EXPECTED[name] ?? { udp: "dropped" };
      it(`comes to ${expected.udp} over UDP`, async () => {
        const { fate, message } = await overUdp(bytesOf(file));
        expect(fate).toBe(expected.udp);
        const parsed = parse(bytesOf(file));
        const seen = fate === 481 && parsed.ok ? parsed.message : message;
        if (seen) expectValues(seen, expected);
      });

      it(`comes to ${expected.tcp ?? expected.udp} over TCP`, async () => {
        const fate = expected.tcp ?? expected.udp;
        expect((await overTcp(bytesOf(file), fate)).fate).toBe(fate);
      });
    },
  );

  it("dblreq: over a connection the rest is the next message", async () => {
    const { app, port } = deskOf("tcp");
    const [answers, socket] = [new Answers(), connect(port, "127.0.0.1")];
    await once(socket, "connect");
    listenTo(socket, answers);
    const { bytes, mark } = fence();
    socket.write(Buffer.concat([bytesOf("dblreq.dat"), bytes]));
    // The second, which is there for its bytes only, says no Contact.
    expect(await answers.until(mark)).toMatchObject([{ status: 100 }, { status: 400, reason: "Bad Contact" }]);
    await app.settled();
    expect(app.taken().map(({ message }) => message.kind === "request" && message.method)).toEqual(["REGISTER"]);
    socket.destroy();
  });

  it("wsinv: outside a dialog the application gets every value of it", async () => {
    const text = bytesOf("wsinv.dat").toString("latin1").replace("tag    = 1918181833n", "gat    = 1918181833n");
    const { fate, message } = await overUdp(Buffer.from(text, "latin1"));
    expect(fate).toBe("delivered");
    expectValues(message ?? expect.fail("nothing came"), { ...EXPECTED["wsinv"], udp: "delivered" });
  });

  describe.each(responses)("$name", ({ name, file }) => {
    const expected = EXPECTED[name] ?? { udp: "dropped" };
    it.each(["udp", "tcp"] as const)(
      `comes to ${expected.udp} over %s, as the answer to a request of ours`,
      async (over) => {
        const { app } = deskOf(over);
        const method = /CSeq: \d+ (\w+)/.exec(bytesOf(file).toString("latin1"))?.[1];
        const peer = await askedPeer(over);
        app.send(`${method} sip:peer@${peer.place} SIP/2.0\r\nFrom: <sip:us@example.net>\r\n\r\n`);
        const request = await peer.heard;
        peer.answer(asAnswerTo(request, bytesOf(file)));
        await peer.settled();
        await app.settled();
        const [delivered] = app.taken();
        expect(delivered ? "delivered" : "dropped").toBe(expected.udp);
        if (delivered) expectValues(delivered.message, expected);
        peer.answer(busy(request));
        await peer.settled();
        await app.settled();
        app.taken();
        peer.close();
      },
    );
  });
});

/** The response with the branch of our request, so that it belongs to it. */
function asAnswerTo(request: string, response: Buffer): Buffer {
  const branch = /branch=([^;\r]+)/.exec(request)?.[1];
  return Buffer.from(response.toString("latin1").replace(/branch=[^;\r]+/, `branch=${branch}`), "latin1");
}

/** What ends a request of ours for good. */
function busy(request: string): Buffer {
  const lines = request.split("\r\n").filter((line) => /^(?:Via|From|To|Call-ID|CSeq):/.test(line));
  return Buffer.from(["SIP/2.0 486 Busy Here", ...lines, "Content-Length: 0", "", ""].join("\r\n"));
}

/** Whoever is asked by the application. */
type AskedPeer = {
  readonly place: string;
  readonly heard: Promise<string>;
  readonly answer: (bytes: Buffer) => void;
  /** Waits until the engine has read everything. */
  readonly settled: () => Promise<void>;
  readonly close: () => void;
};

async function askedPeer(transport: Transport): Promise<AskedPeer> {
  const answers = new Answers();
  const ends = transport === "udp" ? await datagrams(answers) : await connections(answers);
  const settled = async (): Promise<void> => {
    const { bytes, mark } = fence();
    ends.answer(bytes);
    await answers.until(mark);
  };
  return { ...ends, settled };
}

async function datagrams(answers: Answers): Promise<Omit<AskedPeer, "settled">> {
  const socket = createSocket("udp4");
  const heard = once(socket, "message").then(([bytes]) => String(bytes));
  socket.on("message", (each) => answers.put(each));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const answer = (bytes: Buffer): void => socket.send(bytes, deskOf("udp").port, "127.0.0.1");
  return { place: `127.0.0.1:${socket.address().port}`, heard, answer, close: () => socket.close() };
}

async function connections(answers: Answers): Promise<Omit<AskedPeer, "settled">> {
  const server = createServer();
  let open: Socket | undefined;
  const heard = once(server, "connection").then(async ([socket]: Socket[]) => {
    open = socket;
    if (!socket) return "";
    const first = once(socket, "data");
    listenTo(socket, answers);
    return String((await first)[0]);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = (): void => {
    open?.destroy();
    server.close();
  };
  return { place: `127.0.0.1:${port};transport=tcp`, heard, answer: (bytes) => open?.write(bytes), close };
}

describe("RFC 5118", () => {
  it.each(IPV6_MESSAGES)("$section $title: comes to $fate", async ({ text, fate, ...values }) => {
    const outcome = await overUdp(Buffer.from(text));
    expect(outcome.fate).toBe(fate);
    const parsed = parse(Buffer.from(text));
    const seen = fate === "delivered" ? outcome.message : parsed.ok ? parsed.message : undefined;
    if (seen) expectValues(seen, { ...values, udp: fate });
  });
});
