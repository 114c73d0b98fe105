import { connect } from "node:net";
import { createInterface } from "node:readline";
import { createDistantKeyboard } from "../../companion/src/adapters/hotkeys/distant/keyboard.ts";
import { keysOf } from "../../companion/src/adapters/hotkeys/windows/keys.ts";
import { openThread } from "../../companion/src/adapters/hotkeys/windows/open-thread.ts";

// Runs in a Windows of the test's own, where `windows.ts` copies it to with the companion's keys; it says over a connection what these tell.
const socket = connect(Number(process.argv[2]), "127.0.0.1");
const say = (what: object): void => void socket.write(`${JSON.stringify(what)}\n`);
const clock = {
  now: Date.now,
  after(milliseconds: number, act: () => void) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};
const keyboard = createDistantKeyboard(
  { keysOf, open: openThread, clock, log: (event) => say({ log: event }) },
  {
    pressed: (chord) => say({ pressed: chord }),
    answered: ({ hindrance, stands }) =>
      say({ hindrance, stands: Object.fromEntries([...stands].map(([chord, { stand }]) => [chord, stand])) }),
  },
);

type Asked = Readonly<{ hold: readonly string[] } | { read: true } | { leave: true }>;

createInterface({ input: socket }).on("line", (line) => {
  const asked = JSON.parse(line) as Asked;
  if ("hold" in asked) keyboard.hold(asked.hold.map((chord) => ({ chord, purpose: { kind: "selection" } })));
  else if ("read" in asked)
    keyboard.selection().then(
      (text) => say({ text }),
      (error: unknown) => say({ failed: String(error) }),
    );
  else process.exit(0);
});
say({ version: process.version });
