import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Icon } from "../../ui/icon.tsx";
import { PhoneForwarded } from "../../ui/icons.ts";
import { dropped, type Carried, type Numbers } from "./dropped.ts";
import "./dropping.css";

/** `text` is that of the panel's field, in which words are looked for. */
type Props = { desk: Desk; plan: DialPlan; text: Signal<string> };

/** The whole panel takes what is dropped on it (guide 2.2.1), and shows so while something is held above it. */
export function DropPlace({ desk, plan, text }: Props) {
  const above = useSignal(false);
  const take = async (carried: Carried): Promise<void> => {
    const what = dropped(carried, await numbersOf(plan));
    if (what?.wish === "search") text.value = what.text;
    if (what?.wish === "call") await desk.ask("calls.dial", { target: what.text, source: { kind: "drop" } });
  };
  useEffect(
    () => takeDrops(document, { above: (is) => (above.value = is), take: (carried) => void take(carried) }),
    [desk],
  );
  if (!above.value) return null;
  return (
    <div class="drop-place" data-testid="drop-place" role="status">
      <Icon node={PhoneForwarded} size={28} />
      {t("dropping:place")}
    </div>
  );
}

async function numbersOf(plan: DialPlan): Promise<Numbers> {
  const [{ isWholeNumber }, { findNumbers }] = await Promise.all([
    import("@twp/shared/dialling/whole-number.ts"),
    import("@twp/shared/dialling/find.ts"),
  ]);
  return {
    isNumber: (part) => isWholeNumber(part, plan),
    numbersIn: (part) => findNumbers(part, plan.country, plan.internalLengths).map(({ number }) => number),
  };
}

type Taking = Readonly<{ above: (is: boolean) => void; take: (carried: Carried) => void }>;

/** Listens to what the user drags over a page of ours. Files are none of our business, and nothing of them is opened in our place either. */
function takeDrops(place: Document, { above, take }: Taking): () => void {
  const end = new AbortController();
  const on = (event: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void): void =>
    place.addEventListener(event, act, { signal: end.signal });
  const isOurs = ({ dataTransfer, isTrusted }: DragEvent): boolean =>
    isTrusted &&
    dataTransfer !== null &&
    dataTransfer.types.some((type) => type === "text/plain" || type === "text/uri-list");
  on("dragover", (event) => {
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isOurs(event) ? "copy" : "none";
    above(isOurs(event));
  });
  on("dragleave", ({ relatedTarget }) => relatedTarget === null && above(false));
  on("drop", (event) => {
    event.preventDefault();
    above(false);
    if (!isOurs(event) || event.dataTransfer === null) return;
    take({ links: event.dataTransfer.getData("text/uri-list"), text: event.dataTransfer.getData("text/plain") });
  });
  return () => end.abort();
}
