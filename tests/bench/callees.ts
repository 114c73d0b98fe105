import { startRtpPeer, type RtpPeer } from "./rtp-peer.ts";
import { plainSdp, type Heard, type SipPeer } from "./sip-peer.ts";

/** Telephones that answer by themselves. */
export type Callees = Readonly<{
  /** When the next of these requests came, which they have answered. */
  next: (method: "INVITE" | "BYE") => Promise<number>;
  /** When our voice next comes to the one who was called as the n-th. */
  nextVoice: (n: number) => Promise<number>;
  stop: () => void;
}>;

/** Telephones behind a peer that answer every call and every new offer at once, each with a tone of its own, and speak. */
export function answerAll(peer: SipPeer, tones: readonly number[]): Callees {
  const waiting: { method: string; resolve: (at: number) => void }[] = [];
  const calls = new Map<string, Promise<RtpPeer>>();
  const end = new AbortController();
  const answer = async (invite: Heard): Promise<void> => {
    const id = /^call-id: *(.*)$/imu.exec(invite.text)?.[1] ?? "";
    const tone = tones[calls.size % tones.length] ?? 1000;
    const call = calls.get(id) ?? startRtpPeer(tone);
    const isNew = !calls.has(id);
    calls.set(id, call);
    const rtp = await call;
    const contact = `Contact: <sip:5020@127.0.0.1:${peer.port}>`;
    peer.answer(invite, "200 OK", [contact, "Content-Type: application/sdp"], plainSdp(rtp.port));
    if (isNew) rtp.speak(Number(/m=audio (\d+)/u.exec(invite.text)?.[1]));
  };
  const serve = async (method: string, act: (heard: Heard) => unknown): Promise<void> => {
    while (!end.signal.aborted) {
      const heard = await peer.next(new RegExp(`^${method} `, "u"));
      const index = waiting.findIndex((each) => each.method === method);
      if (index >= 0) waiting.splice(index, 1)[0]?.resolve(heard.at);
      void act(heard);
    }
  };
  void serve("INVITE", answer);
  void serve("BYE", (bye) => peer.answer(bye, "200 OK"));
  return {
    next: (method) => new Promise((resolve) => waiting.push({ method, resolve })),
    async nextVoice(n) {
      const rtp = await [...calls.values()][n];
      if (rtp === undefined) throw new Error("nobody was called");
      return rtp.nextSound();
    },
    stop() {
      end.abort();
      for (const call of calls.values()) void call.then((rtp) => rtp.stop());
    },
  };
}
