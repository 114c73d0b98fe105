import { PressFailed } from "../../../features/hotkeys/ports.ts";
import type { Clock } from "../../../features/ports.ts";
import type { Connection } from "./connection.ts";
import { convertSelection, deleteProperty, getSelectionOwner, internAtom, takeProperty } from "./requests.ts";

/** Atoms that every display knows (X protocol, appendix A). */
const [primary, string] = [1, 31];
/** An application that does not answer in so many milliseconds will not; the user waits for the call. */
const patience = 500;
/** A property this long, in bytes, is read at once; nobody selects a number that is longer. */
const most = 65_536;

/** Reads the text that is selected on a display (ICCCM section 2.4), for a key that was pressed at a time of the display's own. */
export type ReadSelection = (time: number) => Promise<string>;

/** `SelectionNotify` is for whoever asked; `heard` gets each that comes to our window. */
export type Selection = Readonly<{ read: ReadSelection; heard: (event: Buffer) => void }>;

/** Begins with the names it needs. `window` is ours. */
export async function openSelection(connection: Connection, window: number, clock: Clock): Promise<Selection> {
  const atom = async (name: string): Promise<number> => (await connection.ask(internAtom(name))).readUInt32LE(8);
  const [utf8, incr, property] = await Promise.all([atom("UTF8_STRING"), atom("INCR"), atom("TWP_SELECTION")]);
  let notified: (event: Buffer) => void = () => undefined;
  const convert = (target: number, time: number): Promise<boolean> => {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const stop = clock.after(patience, () => reject(new PressFailed("selection-unreadable")));
    notified = (event) => {
      // A late answer to what was asked before is none to this.
      if (event.readUInt32LE(16) !== target || event.readUInt32LE(4) !== time) return;
      stop();
      resolve(event.readUInt32LE(20) !== 0);
    };
    connection.send(convertSelection(window, { selection: primary, target, property, time }));
    return promise;
  };
  const take = async (): Promise<Buffer> => {
    const reply = await connection.ask(takeProperty(window, property, most));
    const [type, left, length] = [reply.readUInt32LE(8), reply.readUInt32LE(12), reply.readUInt32LE(16)];
    if (left > 0) connection.send(deleteProperty(window, property));
    // A selection that comes piece by piece (INCR) is longer than any number; its owner waits in vain and gives up.
    if (left > 0 || type === incr) throw new PressFailed("selection-too-long");
    return reply.subarray(32, 32 + length);
  };
  const read = async (time: number): Promise<string> => {
    if (await convert(utf8, time)) return (await take()).toString("utf8");
    if (await convert(string, time)) return (await take()).toString("latin1");
    const owner = await connection.ask(getSelectionOwner(primary));
    throw new PressFailed(owner.readUInt32LE(8) === 0 ? "selection-empty" : "selection-unreadable");
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    heard: (event) => notified(event),
    async read(time) {
      const mine = turn.then(() => read(time));
      turn = mine.catch(() => undefined);
      return mine.catch((error: unknown) => {
        throw error instanceof PressFailed ? error : new PressFailed("selection-unreadable", { cause: error });
      });
    },
  };
}
