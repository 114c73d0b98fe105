import { admitted } from "./admitted.ts";

// Any page can put this one into a frame. Whoever is not admitted sees nothing, and nothing is loaded or linked for them.
const port = await admitted();
if (port !== null) {
  const { openStrip } = await import("./open.tsx");
  await openStrip(port);
}
