import type { Socket } from "node:net";
import type { TransportName, TransportPorts } from "./flow.ts";

/** How many peers are connected to one listener, handshakes included: nobody may take all places. */
export class Places {
  readonly #transport: TransportName;
  readonly #ports: TransportPorts;
  readonly #byPeer = new Map<string, number>();
  readonly #sockets = new Set<Socket>();

  constructor(transport: TransportName, ports: TransportPorts) {
    this.#transport = transport;
    this.#ports = ports;
  }

  /** Takes a place until the socket closes; without one left the socket is hung up. */
  admit(socket: Socket): boolean {
    socket.on("error", () => socket.destroy());
    const peer = socket.remoteAddress ?? "";
    const { connections, connectionsPerPeer } = this.#ports.limits;
    const ofPeer = this.#byPeer.get(peer) ?? 0;
    if (this.#sockets.size >= connections || ofPeer >= connectionsPerPeer) {
      const reason = this.#sockets.size >= connections ? "too-many-connections" : "too-many-connections-of-peer";
      this.#ports.note({ name: "transport.refused", reason, transport: this.#transport });
      socket.destroy();
      return false;
    }
    this.#sockets.add(socket);
    this.#byPeer.set(peer, ofPeer + 1);
    socket.once("close", () => this.#leave(socket, peer));
    return true;
  }

  /** Hangs up on everybody, whoever is still in a handshake among them. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #leave(socket: Socket, peer: string): void {
    this.#sockets.delete(socket);
    const left = (this.#byPeer.get(peer) ?? 1) - 1;
    if (left === 0) this.#byPeer.delete(peer);
    else this.#byPeer.set(peer, left);
  }
}
