import { afterAll, expect, it, vi } from "vitest";
import { RTCPeerConnection, RTCRtpCodecParameters, RtpPacket, RtpHeader } from "werift";
import type { SoundNews } from "../../features/sounds/ports.ts";
import { createSoundCore } from "./core.ts";

const core = createSoundCore({
  address: "127.0.0.1",
  ports: { from: 44_000, to: 44_400 },
  codecs: ["PCMU"],
  warm: false,
});
afterAll(() => core.stop());

const codec = new RTCRtpCodecParameters({ mimeType: "audio/PCMU", clockRate: 8000, channels: 1, payloadType: 0 });

it("a browser, which checks the way first and says where it is only then, hears us and is heard", async () => {
  const news: SoundNews[] = [];
  const sound = await core.open((item) => news.push(item), "127.0.0.1", "off");
  const browser = new RTCPeerConnection({
    codecs: { audio: [codec], video: [] },
    iceServers: [],
    iceAdditionalHostAddresses: ["127.0.0.1"],
    iceUseIpv6: false,
  });
  const transceiver = browser.addTransceiver("audio", { direction: "sendrecv" });
  const heard = vi.fn<() => void>();
  await browser.setLocalDescription(await browser.createOffer());
  const offer = browser.localDescription?.sdp ?? "";
  expect(offer).toContain("UDP/TLS/RTP/SAVPF");
  const nowhere = offer.replaceAll(/^c=.*$/gmu, "c=IN IP4 0.0.0.0").replaceAll(/^m=audio \d+/gmu, "m=audio 9");
  const answer = await sound.answer(nowhere, "sendrecv");
  sound.connect({ kind: "browser" });
  // werift reads no `a=rtcp` without an address, which RFC 3605 leaves out.
  await browser.setRemoteDescription({ type: "answer", sdp: answer.replace(/^a=rtcp:\d+\r\n/mu, "") });
  await new Promise((r) => setTimeout(r, 2500));
  console.log(JSON.stringify(news), browser.connectionState, browser.iceConnectionState);
  await vi.waitFor(() => expect(news).toContainEqual({ type: "encrypted", by: "handshake" }), 5000);
  browser.dtlsTransports[0]?.onRtp.subscribe(() => heard());
  for (let sequence = 1; sequence < 6; sequence += 1) {
    const header = new RtpHeader({ payloadType: 0, sequenceNumber: sequence, timestamp: sequence * 160, ssrc: 9 });
    await transceiver.sender.sendRtp(new RtpPacket(header, Buffer.alloc(160, 0xff)));
  }
  await vi.waitFor(() => expect(news.map(({ type }) => type)).toContain("arriving"), 5000);
  await vi.waitFor(() => expect(heard).toHaveBeenCalled(), 5000);
  sound.close();
  await browser.close();
});
