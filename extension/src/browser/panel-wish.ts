import * as v from "valibot";
import browser from "webextension-polyfill";

const number = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** What the user wants of the panel from elsewhere in the browser: to write to a number, to write down whose it is, or to call it. */
export const PanelWish = v.variant("kind", [
  v.strictObject({ kind: v.literal("message"), number }),
  v.strictObject({ kind: v.literal("contact"), number, before: v.pipe(v.string(), v.maxLength(200)) }),
  v.strictObject({ kind: v.literal("call"), number }),
]);
export type PanelWish = v.InferOutput<typeof PanelWish>;

const key = "panelWish";
const Kept = v.object({ wish: PanelWish, windowId: v.number(), at: v.number() });

/** A panel that has not opened by then will not, and must not surprise the user later; in milliseconds. Who wants to call from a strip opens it by hand. */
const patience = { message: 10_000, contact: 10_000, call: 120_000 } as const satisfies Record<
  PanelWish["kind"],
  number
>;

/** Leaves a wish for the panel of a window, which may still have to open. */
export async function wishOfPanel(windowId: number, wish: PanelWish): Promise<void> {
  await browser.storage.session.set({ [key]: { wish, windowId, at: Date.now() } });
}

/** Hears what is wished of this window's panel, also from before it was there; each once. */
export function hearWishes(heard: (wish: PanelWish) => void, signal: AbortSignal): void {
  const take = async (): Promise<void> => {
    const [stored, here] = await Promise.all([browser.storage.session.get(key), browser.windows.getCurrent()]);
    const kept = v.safeParse(Kept, stored[key]);
    if (signal.aborted || !kept.success || kept.output.windowId !== here.id) return;
    await browser.storage.session.remove(key);
    const { wish, at } = kept.output;
    if (Date.now() - at < patience[wish.kind]) heard(wish);
  };
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === "session" && key in changes) void take();
  };
  browser.storage.onChanged.addListener(listener);
  signal.addEventListener("abort", () => browser.storage.onChanged.removeListener(listener));
  void take();
}
