import { frameLimit } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { createOutbox } from "./outbox.ts";

/** A window's socket that writes down what it was given. */
function window(bufferedAmount = 0) {
  const said: string[] = [];
  const socket = {
    readyState: 1 as const,
    OPEN: 1 as const,
    bufferedAmount,
    send: (text: string) => void said.push(text),
    terminate: () => void said.push("let go"),
  };
  return { socket, said };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the outbox", () => {
  it("tells windows only after the event loop has served the network once", async () => {
    const { socket, said } = window();
    createOutbox().post(socket, "event 1");
    expect(said).toEqual([]);
    await turn();
    expect(said).toEqual([]);
    await turn();
    expect(said).toEqual(["event 1"]);
  });

  it("keeps the order, also where something has to go out at once", async () => {
    const [one, other] = [window(), window()];
    const outbox = createOutbox();
    outbox.post(one.socket, "event 1");
    outbox.post(other.socket, "event 1");
    outbox.post(one.socket, "result");
    outbox.send(other.socket, "snapshot");
    expect(one.said).toEqual(["event 1", "result"]);
    expect(other.said).toEqual(["event 1", "snapshot"]);
    outbox.post(one.socket, "event 2");
    await turn();
    await turn();
    expect(one.said).toEqual(["event 1", "result", "event 2"]);
  });

  it("lets a window go that reads nothing", () => {
    const { socket, said } = window(9 * frameLimit);
    createOutbox().send(socket, "event");
    expect(said).toEqual(["let go"]);
  });
});
