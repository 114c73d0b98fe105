import { fork, type ChildProcess } from "node:child_process";
import * as v from "valibot";
import { smallHeap } from "./adapters/system/small-heap.ts";
import type { Credentials } from "./features/account/ports.ts";
import type { Log } from "./features/ports.ts";

/** What the office process says when it is open: where it is, and the place it keeps for its user. */
export const OfficeOpened = v.object({
  type: v.literal("opened"),
  server: v.string(),
  domain: v.string(),
  user: v.string(),
  password: v.string(),
});

export type OfficePlace = Readonly<{
  /** Starts the office where it does not run and gives this user's place in it. Rejects where it cannot start. */
  open: () => Promise<Credentials>;
  close: () => void;
}>;

/** The office is on this computer. */
const plain = { transport: "udp", authorities: "", engine: "", engineSecret: "" } as const;

const officeLanguages = ["en", "fr", "de"] as const;

/** A language the office speaks; English for others. */
export function officeLanguage(wanted: string): (typeof officeLanguages)[number] {
  return officeLanguages.find((each) => each === wanted) ?? "en";
}

/** The embedded office is a process of its own: whatever happens in it, our calls stay. It ends with us. */
export function createOfficePlace(displayName: string, language: string, log: Log): OfficePlace {
  let running: Readonly<{ child: ChildProcess; credentials: Promise<Credentials> }> | null = null;
  return {
    open() {
      running ??= start(displayName, language, () => {
        log("office ended");
        running = null;
      });
      return running.credentials;
    },
    close: () => void running?.child.kill("SIGTERM"),
  };
}

function start(
  displayName: string,
  language: string,
  ended: () => void,
): Readonly<{ child: ChildProcess; credentials: Promise<Credentials> }> {
  const child = fork(new URL("./office-main.ts", import.meta.url), [displayName, language], {
    execArgv: smallHeap,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const credentials = new Promise<Credentials>((resolve, reject) => {
    child.once("message", (message) => {
      const opened = v.safeParse(OfficeOpened, message);
      if (!opened.success) return reject(new Error("the office said something else"));
      const { server, domain, user, password } = opened.output;
      resolve({ ...plain, displayName, user, domain, servers: [server], password });
    });
    child.once("error", reject);
    child.once("exit", () => {
      ended();
      reject(new Error("the office ended before it was open"));
    });
  });
  return { child, credentials };
}
