import { contents, sealRecord, writeRecord, type RecordKey } from "./record.ts";
import { writeMessage } from "./assembly.ts";

/** A record of a flight; what is under the new keys is sealed anew each time it leaves, for no number may be used twice. */
type Item = Readonly<{ type: number; body: Uint8Array; sealed: boolean }>;

/** What one side says: messages, gathered to a flight that is sent again until it is answered (RFC 6347 section 4.2.4). */
export type Flights = Readonly<{
  /** Adds a message to the flight; its bytes as both sides sign them. */
  add: (type: number, body: Uint8Array) => Uint8Array;
  /** From here on under that key. */
  change: (key: RecordKey) => void;
  /** Sends the flight and begins the next; what `awaits` an answer is sent again until the next flight, or `rest`. */
  fly: (awaits: boolean) => void;
  repeat: () => void;
  /** Says why we go. */
  alert: (level: number, description: number) => void;
  rest: () => void;
}>;

/** Milliseconds until a flight is sent again, the second time twice as long and so on: somebody waits to be heard, so that both are short. */
const firstWait = 400;
const longestWait = 1000;
/** What every network carries in one piece. */
const datagram = 1200;

export function createFlights(send: (bytes: Uint8Array) => void): Flights {
  let gathered: Item[] = [];
  let last: readonly Item[] = [];
  let key: RecordKey | null = null;
  let messages = 0;
  let timer: NodeJS.Timeout | undefined;
  const records = { plain: 0, sealed: 0 };

  const written = ({ type, body, sealed }: Item): Uint8Array => {
    if (!sealed || key === null) return writeRecord({ type, epoch: 0, sequence: records.plain++, body });
    return writeRecord(sealRecord({ type, epoch: 1, sequence: records.sealed++, body }, key));
  };
  const repeat = (): void => {
    let waiting: Uint8Array[] = [];
    for (const bytes of last.map(written)) {
      if (Buffer.concat([...waiting, bytes]).length > datagram) {
        send(Buffer.concat(waiting));
        waiting = [];
      }
      waiting.push(bytes);
    }
    if (waiting.length > 0) send(Buffer.concat(waiting));
  };
  const repeatAfter = (wait: number): void => {
    timer = setTimeout(() => {
      repeat();
      repeatAfter(Math.min(wait * 2, longestWait));
    }, wait);
  };
  return {
    add(type, body) {
      const message = writeMessage({ type, sequence: messages++, body });
      gathered.push({ type: contents.handshake, body: message, sealed: key !== null });
      return message;
    },
    change(next) {
      gathered.push({ type: contents.changeCipherSpec, body: Buffer.of(1), sealed: false });
      key = next;
    },
    fly(awaits) {
      clearTimeout(timer);
      last = gathered;
      gathered = [];
      repeat();
      if (awaits) repeatAfter(firstWait);
    },
    repeat,
    alert(level, description) {
      send(written({ type: contents.alert, body: Buffer.of(level, description), sealed: key !== null }));
    },
    rest: () => clearTimeout(timer),
  };
}
