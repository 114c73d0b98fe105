import { initialState, protocolVersion, type ClientMessage, type ServerMessage } from "@twp/shared/protocol/index.ts";
import type { Ear, OpenWire } from "./wire.ts";

/** A companion for tests: it answers on one port and says what the test tells it to. */
export class FakeCompanion {
  readonly heard: ClientMessage[] = [];
  sessions = 0;
  running = true;
  protocol: number = protocolVersion;
  port = 48170;
  instance = "mine";
  #ear: Ear | null = null;

  readonly open: OpenWire = (port, ear) => {
    const found = this.running && port === this.port;
    queueMicrotask(() => (found ? this.#greet(ear) : ear.end()));
    return { send: (message) => this.heard.push(message), close: () => queueMicrotask(() => ear.end()) };
  };

  say(message: ServerMessage): void {
    this.#ear?.hear(message);
  }

  saySnapshot(revision = 1): void {
    this.say({
      type: "snapshot",
      session: `s${this.sessions}`,
      browser: "b",
      revision,
      state: initialState,
      watched: false,
    });
  }

  hangUp(): void {
    this.#ear?.end();
  }

  #greet(ear: Ear): void {
    this.sessions += 1;
    this.#ear = ear;
    ear.hear({ type: "hello", protocol: this.protocol, companion: "test", instance: this.instance });
  }
}
