import { expect, it } from "vitest";
import { fetchSound, type SoundPiece } from "./fetched-sound.ts";

it("a sound comes in pieces, in their order, and is what its pieces say", async () => {
  const pieces: SoundPiece[] = [
    { piece: "AAEC", size: 5, type: "audio/mpeg" },
    { piece: "AwQ=", size: 5, type: "audio/mpeg" },
  ];
  const asked: number[] = [];
  const blob = await fetchSound((from) => {
    asked.push(from);
    return Promise.resolve(pieces.shift() ?? "failed");
  });
  expect([...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([0, 1, 2, 3, 4]);
  expect([asked, blob?.type]).toEqual([[0, 3], "audio/mpeg"]);
});

it("a sound that ends too soon did not come", async () => {
  expect(await fetchSound(() => Promise.resolve({ piece: "", size: 5 }))).toBeNull();
  expect(await fetchSound(() => Promise.resolve("failed"))).toBeNull();
});
