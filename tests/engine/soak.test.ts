import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { startPeer } from "../peers/process.ts";
import type { SoakReport } from "./soak.ts";

const soak = new URL("soak.ts", import.meta.url).pathname;
const MINUTES = 3;
/** Warming up, and twice the time a transaction lives. */
const AROUND = 4;

it(
  "two engines call each other for minutes: no call is lost, nothing stays behind, and memory is where it began",
  { timeout: (MINUTES + AROUND) * 60_000 },
  async () => {
    const { child, output, stop } = startPeer(process.execPath, ["--expose-gc", soak, "--minutes", `${MINUTES}`], {});
    onTestFinished(stop);
    await once(child, "exit");
    const report = JSON.parse(output().trim().split("\n").at(-1) ?? "") as SoakReport;
    expect(report).toMatchObject({ faults: {}, lost: 0, left: { transactions: 0, dialogs: 0, open: 0 }, flat: true });
    const { callsBegun, callsEnded, reinvitesSent, reinvitesAnswered, registrationsSent, registrationsGranted } =
      report.counts;
    expect([callsEnded, reinvitesAnswered, registrationsGranted]).toEqual([
      callsBegun,
      reinvitesSent,
      registrationsSent,
    ]);
    expect(callsBegun).toBeGreaterThan(1000);
    expect(child.exitCode).toBe(0);
  },
);
