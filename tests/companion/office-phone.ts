import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { parseRtp, type RtpPacket } from "../../companion/src/adapters/media/rtp.ts";
import { hashPassword } from "../../companion/src/office/digest.ts";
import type { OfficeUser } from "../../companion/src/office/office.ts";
import { startStation, type AppDialog, type AppResponse, type Station } from "./engine-harness.ts";

export const domain = "office.test";

/** Somebody with an account at the office; the password is `secret of <user>`. */
export const account = (user: string, displayName: string): OfficeUser => ({
  user,
  displayName,
  language: "en",
  passwordHash: hashPassword(user, domain, `secret of ${user}`),
});

/** SIP by a station, sound by a socket. */
export type Phone = Readonly<{
  user: string;
  station: Station;
  packets: readonly RtpPacket[];
  socket: Socket;
  sdp: (direction?: string) => string;
  request: (method: string, headers: object, password?: string, uri?: string) => Promise<AppResponse>;
  register: (password?: string) => Promise<AppResponse>;
  call: (extension: string) => Promise<AppDialog>;
  close: () => Promise<void>;
}>;

export async function openPhone(place: Station, user: string): Promise<Phone> {
  const station = await startStation();
  const socket = createSocket("udp4");
  const packets: RtpPacket[] = [];
  socket.on("message", (bytes) => {
    const packet = parseRtp(bytes);
    if (packet) packets.push({ ...packet, payload: Uint8Array.from(packet.payload) });
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const proxy = place.uri("office").replace("office@", "");
  const auth = (password = `secret of ${user}`) => ({ username: user, password });
  const own = `<sip:${user}@${domain}>`;
  const sdp = (direction = "sendrecv") => description(socket.address().port, direction);
  const request: Phone["request"] = (method, headers, password, uri = `sip:${domain}`) =>
    new Promise((resolve, reject) => {
      const options = { method, proxy, auth: auth(password), headers: { From: own, To: own, ...headers } };
      station.srf.request(uri, options, (error, sent) => {
        if (error) reject(error);
        else sent.on("response", resolve);
      });
    });
  return {
    user,
    station,
    packets,
    socket,
    sdp,
    request,
    register: (password) => request("REGISTER", { Contact: `<sip:${user}@localhost>;expires=60` }, password),
    call: (extension) =>
      station.srf.createUAC(`sip:${extension}@${domain}`, {
        localSdp: sdp(),
        proxy,
        auth: auth(),
        headers: { From: own },
      }),
    close: async () => {
      socket.close();
      await station.stop();
    },
  };
}

function description(port: number, direction: string): string {
  const lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
  return [...lines, `m=audio ${port} RTP/AVP 8`, `a=${direction}`, ""].join("\r\n");
}

export const portOf = (sdp: string) => Number(/m=audio (\d+)/u.exec(sdp)?.[1]);
export const speech = (packets: readonly RtpPacket[]) =>
  packets.filter((packet) => packet.payload.some((code) => code !== 0xd5));
