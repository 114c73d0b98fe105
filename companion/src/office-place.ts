import { Notice } from "@twp/shared/protocol/index.ts";
import { fork, type ChildProcess } from "node:child_process";
import * as v from "valibot";
import { smallHeap } from "./adapters/system/small-heap.ts";
import type { Credentials } from "./features/account/ports.ts";
import type { Log } from "./features/ports.ts";
import type { MessageBox } from "./features/voice-mail/ports.ts";
import { createOfficeBox } from "./office-box.ts";

/** What the office process says when it is open: where it is, and the place it keeps for its user. */
export const OfficeOpened = v.object({
  type: v.literal("opened"),
  server: v.string(),
  domain: v.string(),
  user: v.string(),
  password: v.string(),
});

/** What it says of a file of its own that cannot be read. */
const OfficeNotice = v.object({ type: v.literal("notice"), notice: Notice });

export type OfficePlace = Readonly<{
  /** Starts the office where it does not run and gives this user's place in it. Rejects where it cannot start. */
  open: () => Promise<Credentials>;
  close: () => void;
  /** The mailbox that the office keeps for its user. */
  mail: MessageBox;
}>;

/** The office is on this computer. */
const plain = { transport: "udp", authorities: "", engine: "", engineSecret: "" } as const;

const officeLanguages = ["en", "fr", "de"] as const;

/** A language the office speaks; English for others. */
export function officeLanguage(wanted: string): (typeof officeLanguages)[number] {
  return officeLanguages.find((each) => each === wanted) ?? "en";
}

/** What the office is told at its start: its user's name, the language it speaks, and the folder that its mail lies in. */
export type OfficeWish = Readonly<{ displayName: string; language: string; folder: string }>;

/** Who hears of the office. */
export type OfficeListeners = Readonly<{ log: Log; notice: (notice: Notice) => void }>;

/** The embedded office is a process of its own: whatever happens in it, our calls stay. It ends with us. */
export function createOfficePlace(wish: OfficeWish, { log, notice }: OfficeListeners): OfficePlace {
  const mail = createOfficeBox();
  let running: Readonly<{ child: ChildProcess; credentials: Promise<Credentials> }> | null = null;
  const begin = (): NonNullable<typeof running> => {
    const begun = start(wish, () => {
      log("office ended");
      running = null;
    });
    begun.child.on("message", (message) => {
      const said = v.safeParse(OfficeNotice, message);
      if (said.success) notice(said.output.notice);
    });
    mail.attach(begun.child);
    return begun;
  };
  return {
    open() {
      running ??= begin();
      return running.credentials;
    },
    close: () => void running?.child.kill("SIGTERM"),
    mail,
  };
}

function start(
  { displayName, language, folder }: OfficeWish,
  ended: () => void,
): Readonly<{ child: ChildProcess; credentials: Promise<Credentials> }> {
  const child = fork(new URL("./office-main.ts", import.meta.url), [displayName, language, folder], {
    execArgv: smallHeap,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const credentials = new Promise<Credentials>((resolve, reject) => {
    child.on("message", (message) => {
      const opened = v.safeParse(OfficeOpened, message);
      if (!opened.success) return;
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
