import { watchFullView } from "../browser/full-view.ts";
import { mayAct, noSight, sinceWhen, type Sight } from "../features/strip/sight.ts";

/** Follows the user's sight of this frame; what is given back says whether a press may do something at this moment. */
export function watchSight(signal: AbortSignal): () => boolean {
  let sight: Sight = { ...noSight, keyboard: sinceWhen(null, document.hasFocus(), performance.now()) };
  const change = (what: "seen" | "mouse" | "keyboard", holds: boolean): void =>
    void (sight = { ...sight, [what]: sinceWhen(sight[what], holds, performance.now()) });
  watchFullView((seen) => change("seen", seen), signal);
  const root = document.documentElement;
  const options = { capture: true, signal };
  const move = ({ pointerType }: PointerEvent): void => change("mouse", pointerType !== "touch");
  root.addEventListener("pointerenter", move, options);
  root.addEventListener("pointermove", move, options);
  root.addEventListener("pointerleave", () => change("mouse", false), { signal });
  // What is carried here hides the pointer's own events until it is dropped.
  root.addEventListener("dragenter", () => change("mouse", true), options);
  root.addEventListener("dragleave", (event) => event.relatedTarget === null && change("mouse", false), options);
  addEventListener("focus", () => change("keyboard", true), { signal });
  addEventListener("blur", () => change("keyboard", false), { signal });
  const use = (by: Sight["by"]): void => void (sight = { ...sight, by });
  addEventListener("pointerdown", ({ pointerType }) => use(pointerType === "touch" ? "touch" : "mouse"), options);
  addEventListener("drop", () => use("mouse"), options);
  addEventListener("keydown", () => use("keyboard"), options);
  return () => mayAct(sight, performance.now());
}
