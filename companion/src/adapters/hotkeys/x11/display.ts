import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { homedir, hostname } from "node:os";
import { join } from "node:path";

/** Where a display is, read from `DISPLAY` (X(7), “display names”). */
export type DisplayName = Readonly<{ host: string; display: number; screen: number }>;

/** Reads `:0`, `:0.1`, `unix:0` or `localhost:10.0`; null where it is none of these. */
export function parseDisplay(name: string): DisplayName | null {
  const found = /^(?<host>[\w.-]*):(?<display>\d{1,5})(?:\.(?<screen>\d{1,3}))?$/u.exec(name)?.groups;
  if (found === undefined) return null;
  const { host = "", display, screen = "0" } = found;
  return { host: host === "unix" ? "" : host, display: Number(display), screen: Number(screen) };
}

/** Opens the wire to a display. Displays of other computers listen from port 6000 on. */
export function connectTo({ host, display }: DisplayName): Socket {
  return host === "" ? connect(`/tmp/.X11-unix/X${display}`) : connect(6000 + display, host);
}

/** What opens a display's door: the name of a method and its data. */
export type Cookie = Readonly<{ method: string; data: Buffer }>;

export const noCookie: Cookie = { method: "", data: Buffer.alloc(0) };
const known = "MIT-MAGIC-COOKIE-1";
const [familyLocal, familyWild] = [256, 65_535];

/** The cookie for a display, from the file that `XAUTHORITY` names; none where there is no such file, or nothing in it. */
export async function cookieFor(name: DisplayName, env: NodeJS.ProcessEnv): Promise<Cookie> {
  const file = env["XAUTHORITY"] ?? join(homedir(), ".Xauthority");
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return cookieIn(bytes, name.display, hostname());
}

/** Looks through a file of cookies (Xau(3)): this computer's own first, then those for any. A broken file ends where it breaks. */
export function cookieIn(file: Buffer, display: number, computer: string): Cookie {
  const fitting = entriesOf(file).filter(
    ({ number, method }) => method === known && (number === "" || number === String(display)),
  );
  const best =
    fitting.find(({ family, address }) => family === familyLocal && address === computer) ??
    fitting.find(({ family }) => family === familyWild) ??
    fitting[0];
  return best === undefined ? noCookie : { method: best.method, data: best.data };
}

type Entry = Readonly<{ family: number; address: string; number: string; method: string; data: Buffer }>;

function entriesOf(file: Buffer): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  const field = (): Buffer => {
    const length = file.readUInt16BE(at);
    at += 2 + length;
    if (at > file.length) throw new RangeError("the file ends within a field");
    return file.subarray(at - length, at);
  };
  try {
    while (at < file.length) {
      const family = file.readUInt16BE(at);
      at += 2;
      const [address, number, method] = [String(field()), String(field()), String(field())];
      entries.push({ family, address, number, method, data: field() });
    }
  } catch {
    return entries;
  }
  return entries;
}
