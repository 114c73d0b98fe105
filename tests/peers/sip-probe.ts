import { createSocket } from "node:dgram";

/** Does a SIP server on this loopback port answer an OPTIONS within a fifth of a second? */
export function optionsAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const end = (answered: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), 200);
    socket.once("message", () => end(true));
    socket.once("error", () => end(false));
    socket.bind(0, "127.0.0.1", () => {
      const own = socket.address().port;
      const request = [
        `OPTIONS sip:127.0.0.1:${port} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bKprobe${own};rport`,
        "Max-Forwards: 5",
        `From: <sip:probe@127.0.0.1:${own}>;tag=probe`,
        `To: <sip:127.0.0.1:${port}>`,
        `Call-ID: probe-${own}`,
        "CSeq: 1 OPTIONS",
        "Content-Length: 0",
        "",
        "",
      ].join("\r\n");
      socket.send(request, port, "127.0.0.1");
    });
  });
}
