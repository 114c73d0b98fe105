import { createSocket } from "node:dgram";
import type { Socket } from "node:dgram";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { requestBytes } from "../../companion/src/engine/testing/messages.ts";

let probes = 0;

/** A UDP socket on that address of loopback: all of 127.0.0.0/8 is this machine, so one machine can be many peers. */
export async function socketOn(address: string): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return socket;
}

/** Sends a datagram; resolves once the kernel has it. */
export function sent(socket: Socket, bytes: Buffer, port: number): Promise<void> {
  return new Promise((resolve) => socket.send(bytes, port, "127.0.0.1", () => resolve()));
}

/**
 * Resolves with the status line of the engine's answer to a request from that address, repeated as a client does until it
 * comes: the engine has then read everything sent before.
 */
export async function answerTo(
  port: number,
  address: string,
  method = "BYE",
  lines: readonly string[] = [],
): Promise<string> {
  const socket = await socketOn(address);
  const id = `probe-${process.pid}-${(probes += 1)}`;
  const bytes = requestBytes(method, { branch: `z9hG4bK${id}`, callId: id, lines });
  const again = setInterval(() => socket.send(bytes, port, "127.0.0.1"), 200);
  try {
    return await new Promise((resolve) => {
      socket.on("message", (answer) => {
        const [line = ""] = answer.toString("latin1").split("\r\n", 1);
        if (!line.startsWith("SIP/2.0 1")) resolve(line);
      });
      socket.send(bytes, port, "127.0.0.1");
    });
  } finally {
    clearInterval(again);
    socket.close();
  }
}

/** The heap in bytes after everything that can be collected was. */
export function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") for (let round = 0; round < 3; round += 1) collect();
  return process.memoryUsage().heapUsed;
}
