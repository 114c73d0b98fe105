import { mayKeep, mostKept, textOf, unicodeText, type Kept } from "./clipboard.ts";
import { control, inputsOf, otherModifiers, sizeOfInput, strokesToCopy } from "./keys.ts";
import {
  answerOthers,
  bytesIn,
  clipboardData,
  clipboardNumber,
  closeClipboard,
  emptyClipboard,
  keyState,
  memoryWith,
  nextFormat,
  openClipboard,
  registerFormat,
  sendInput,
  setClipboardData,
  sleep,
} from "./native.ts";

/** A program that has text selected copies it within so many milliseconds; one that has none does nothing. */
const patience = 500;
/** Between two looks, and for what else may have the clipboard open, in milliseconds. */
const pause = 10;
/** What was on the clipboard is the user's: for so long it is tried to put it back. */
const perseverance = 5000;
/** `GetAsyncKeyState`: the key is down. */
const isDown = 0x8000;

/** A history of what was copied, and a clipboard in the cloud, leave out what has this beside it (Microsoft, "Clipboard Formats"). */
const leftOut = "ExcludeClipboardContentFromMonitorProcessing";

/**
 * The text that is selected in the program in front, empty where none is: Windows gives it to nobody but by copying, so what was on the clipboard
 * is put back. Null where the clipboard cannot be had, or holds more than can be put back. `window` owns what is put back.
 */
export function selectedText(window: number): string | null {
  const before = whileOpen(window, readAll);
  if (before === null) return null;
  const number = clipboardNumber();
  copy();
  if (!waitUntil(() => clipboardNumber() !== number, patience)) return "";
  const text = whileOpen(window, () => textOf(read(unicodeText) ?? new Uint8Array()));
  whileOpen(window, () => putBack(before), perseverance);
  return text;
}

function copy(): void {
  const held = [control, ...otherModifiers].filter((key) => (keyState(key) & isDown) !== 0);
  const strokes = strokesToCopy(new Set(held));
  sendInput(strokes.length, inputsOf(strokes), sizeOfInput);
}

/** Looks until it is so; false where it is not within so many milliseconds. */
function waitUntil(isSo: () => boolean, most: number): boolean {
  for (let waited = 0; waited < most; waited += pause) {
    if (isSo()) return true;
    // Whoever copies first asks the window that owns what is on the clipboard, and that may be ours.
    answerOthers();
    sleep(pause);
  }
  return false;
}

/** Runs it with the clipboard open; null where another program keeps it for itself. */
function whileOpen<T>(window: number, act: () => T, most = patience): T | null {
  if (!waitUntil(() => openClipboard(window), most)) return null;
  try {
    return act();
  } finally {
    closeClipboard();
  }
}

/** Everything that can be put back; null where it is too much. What cannot be read, its program has withdrawn. */
function readAll(): readonly Kept[] | null {
  const all: Kept[] = [];
  let left = mostKept;
  for (let format = nextFormat(0); format !== 0; format = nextFormat(format)) {
    const bytes = mayKeep(format) ? read(format) : null;
    if (bytes === null) continue;
    left -= bytes.length;
    if (left < 0) return null;
    all.push({ format, bytes });
  }
  return all;
}

function read(format: number): Uint8Array | null {
  const memory = clipboardData(format);
  return memory === 0 ? null : bytesIn(memory);
}

function putBack(all: readonly Kept[]): void {
  emptyClipboard();
  const marked = all.length === 0 ? all : [...all, { format: registerFormat(leftOut), bytes: new Uint8Array(1) }];
  for (const { format, bytes } of marked) {
    const memory = memoryWith(bytes);
    // Without memory it would be a promise to make it later, which nobody here keeps.
    if (memory !== 0) setClipboardData(format, memory);
  }
}
