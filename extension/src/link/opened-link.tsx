import { useSignalEffect } from "@preact/signals";
import { openPage } from "../browser/pages.ts";
import type { Desk } from "../companion/desk.ts";
import { LinkBanner } from "../features/settings/link-banner.tsx";

/**
 * Firefox opens this page for a telephone link, in the place of the page that had it. It hands the link on, which then waits for the user's word, and
 * gives the page back; only where nobody can be asked it stays, and says so.
 */
export function OpenedLink({ desk }: { desk: Desk }) {
  const link = desk.link.value;
  useSignalEffect(() => {
    if (desk.link.value.state !== "ready" || desk.state.value === null) return;
    void handOn(desk);
  });
  if (link.state === "ready") return null;
  return (
    <main class="sheet">
      <LinkBanner link={link} openWelcome={() => void openPage("welcome")} />
    </main>
  );
}

let isHandedOn = false;

/** Once, however often the companion comes and goes. Why it cannot be called is told where it would be asked. */
async function handOn(desk: Desk): Promise<void> {
  if (isHandedOn) return;
  isHandedOn = true;
  await desk.ask("calls.dial", { target: linkInAddress(location.hash).slice(0, 256), source: { kind: "link" } });
  if (history.length > 1) history.back();
  else close();
}

function linkInAddress(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
