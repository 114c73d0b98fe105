import { until } from "../peers/process.ts";
import { extensionUrl } from "./chromium.ts";
import { takeSheet, type Paper } from "./contact-sheet.ts";
import type { Stage } from "./looks.ts";

/** What costs more and is abroad, and what a click on a page has begun: both wait. */
const held = [
  { name: "guard-asks", target: "+979 123 456 789", dialDelay: 0, source: { kind: "panel" } },
  { name: "guard-emergency", target: "112", dialDelay: 0, source: { kind: "panel" } },
  { name: "guard-counts", target: "01 99 00 12 34", dialDelay: 5, source: { kind: "drop" } },
] as const;

/** Takes the cards of calls that are asked about or count down, and the plan with its simulator. */
export async function takeGuard(paper: Paper, open: () => Promise<Stage>): Promise<void> {
  const stage = await open();
  const { window } = stage;
  for (const { name, target, dialDelay, source } of held) {
    await window.ask("settings.change", { dialDelay });
    // A countdown is over before six pictures are taken: it begins anew for each.
    const dial = (): Promise<unknown> => window.ask("calls.dial", { target, source });
    const stop = dialDelay === 0 ? (): void => undefined : again(dial);
    await dial();
    await stage.panel.waitForSelector('[data-testid="guard"]');
    await takeSheet(stage, paper, name, { height: 420 });
    stop();
    await window.ask("guard.cancel", { id: window.state().guard.waiting?.id ?? "" });
  }
  await takeSimulator(stage, paper);
}

function again(dial: () => Promise<unknown>): () => void {
  const timer = setInterval(() => void dial(), 1000);
  return () => clearInterval(timer);
}

async function takeSimulator(stage: Stage, paper: Paper): Promise<void> {
  const { window, chromium } = stage;
  await window.ask("dialling.change", { ...window.state().dialling, outsidePrefix: "0", outsideFormat: "national" });
  await until(() => window.state().dialling.outsidePrefix === "0", "the plan is kept");
  const page = await chromium.page(extensionUrl("options/options.html"));
  await (await page.waitForSelector('[name="try"]'))?.type("+33 1 99 00 12 34");
  await takeSheet(stage, paper, "dial-plan", { page, part: "#dialling" });
}
