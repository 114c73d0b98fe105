import * as v from "valibot";
import { readStored, removeStored, watchStored, writeStored } from "../../browser/storage.ts";

const key = "carriedNumber";
/** A number that no panel took within so many milliseconds was not meant for the one that opens later. */
const validity = 120_000;
const Carried = v.object({ number: v.string(), at: v.number() });

/** Hands a number to the panel beside the page, where nothing lies over it. */
export async function carryToPanel(number: string | null): Promise<void> {
  if (number !== null) await writeStored(key, { number, at: Date.now() });
}

/** Takes the numbers that the strip hands over. */
export function takeCarried(take: (number: string) => void, signal: AbortSignal): void {
  const look = async (): Promise<void> => {
    const carried = v.safeParse(Carried, await readStored(key));
    if (!carried.success) return;
    await removeStored(key);
    if (!signal.aborted && Date.now() - carried.output.at < validity) take(carried.output.number);
  };
  watchStored(key, () => void look(), signal);
  void look();
}
