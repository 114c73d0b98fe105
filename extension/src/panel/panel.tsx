import { useSignal } from "@preact/signals";
import { Announcer } from "../features/calls/announcer.tsx";
import { CallList } from "../features/calls/call-list.tsx";
import { DeviceChoice } from "../features/devices/device-choice.tsx";
import { DialField } from "../features/dialling/dial-field.tsx";
import { dialInput } from "../features/dialling/numbers.ts";
import { StatusBar } from "../features/account/status-bar.tsx";
import type { Page } from "../page.tsx";
import { initialState } from "@twp/shared/protocol/index.ts";
import { Banners } from "./banners.tsx";
import { Dock } from "./dock.tsx";
import { Lists } from "./lists.tsx";

/** The side panel: who I am, who calls, whom to call, and the lists below. */
export function Panel({ page }: { page: Page }) {
  const { desk } = page;
  const text = useSignal("");
  const { calls, dialling } = desk.state.value ?? initialState;
  const offered = calls.filter((call) => call.state === "offered");
  const others = calls.filter((call) => call.state !== "offered");
  const dial = async (target: string): Promise<boolean> =>
    (await desk.ask("calls.dial", { target, source: { kind: "panel" } })) !== "failed";

  return (
    <div class="panel">
      <StatusBar desk={desk} />
      <main>
        <Banners page={page} />
        <CallList calls={offered} all={calls} desk={desk} plan={dialling} />
        <DialField text={text} plan={dialling} dial={dial} />
        <CallList calls={others} all={calls} desk={desk} plan={dialling} />
        <Lists searching={dialInput(text.value) === "words"} />
      </main>
      <DeviceChoice desk={desk} />
      <Dock page={page} />
      <Announcer calls={calls} />
    </div>
  );
}
