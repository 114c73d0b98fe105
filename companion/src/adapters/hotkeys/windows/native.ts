import koffi from "koffi";

/*
 * The functions of Windows that keys and the selected text need, as winuser.h, winbase.h and processthreadsapi.h declare them. A handle is a
 * number here: nobody reads what is behind one.
 */
const [user32, kernel32] = [koffi.load("user32.dll"), koffi.load("kernel32.dll")];

const Point = koffi.struct("POINT", { x: "long", y: "long" });
const Message = koffi.struct("MSG", {
  hwnd: "intptr_t",
  message: "uint32_t",
  wParam: "uintptr_t",
  lParam: "intptr_t",
  time: "uint32_t",
  pt: Point,
});

/** Of a message only these matter here. */
export type Message = { message: number; wParam: number };

export const messages = { quit: 0x12, hotKey: 0x312, app: 0x8000 } as const;

export const currentThread = kernel32.func("uint32_t __stdcall GetCurrentThreadId()") as () => number;
export const sleep = kernel32.func("void __stdcall Sleep(uint32_t milliseconds)") as (milliseconds: number) => void;
export const postToThread = user32.func(
  "bool __stdcall PostThreadMessageW(uint32_t thread, uint32_t message, uintptr_t wParam, intptr_t lParam)",
) as (thread: number, message: number, wParam: number, lParam: number) => boolean;
/** Waits for the next message; 0 means that the thread shall end. */
export const nextMessage = user32.func("GetMessageW", "int", [
  koffi.out(koffi.pointer(Message)),
  "intptr_t",
  "uint32_t",
  "uint32_t",
]) as (message: Partial<Message>, window: number, first: number, last: number) => number;
const peek = user32.func("PeekMessageW", "bool", [
  koffi.out(koffi.pointer(Message)),
  "intptr_t",
  "uint32_t",
  "uint32_t",
  "uint32_t",
]) as (message: Partial<Message>, window: number, first: number, last: number, remove: number) => boolean;

/** Answers what other programs ask this thread's windows, who wait for it; what is in the queue stays there. */
export function answerOthers(): void {
  peek({}, 0, 0, 0, 0);
}
export const dispatch = user32.func("DispatchMessageW", "intptr_t", [koffi.pointer(Message)]) as (
  message: Partial<Message>,
) => number;

export const registerHotKey = user32.func(
  "bool __stdcall RegisterHotKey(intptr_t window, int id, uint32_t modifiers, uint32_t key)",
) as (window: number, id: number, modifiers: number, key: number) => boolean;
export const unregisterHotKey = user32.func("bool __stdcall UnregisterHotKey(intptr_t window, int id)") as (
  window: number,
  id: number,
) => boolean;
export const keyState = user32.func("int16_t __stdcall GetAsyncKeyState(int key)") as (key: number) => number;
export const sendInput = user32.func("uint32_t __stdcall SendInput(uint32_t count, void *inputs, int size)") as (
  count: number,
  inputs: Buffer,
  size: number,
) => number;

/** A window that is never shown: what is put on the clipboard needs an owner. */
export const makeWindow = user32.func(
  "intptr_t __stdcall CreateWindowExW(uint32_t ex, str16 name, str16 title, uint32_t style, int x, int y, int w, int h, intptr_t parent, intptr_t menu, intptr_t instance, intptr_t param)",
) as (...given: readonly (number | string | null)[]) => number;

export const clipboardNumber = user32.func("uint32_t __stdcall GetClipboardSequenceNumber()") as () => number;
export const openClipboard = user32.func("bool __stdcall OpenClipboard(intptr_t window)") as (
  window: number,
) => boolean;
export const closeClipboard = user32.func("bool __stdcall CloseClipboard()") as () => boolean;
export const emptyClipboard = user32.func("bool __stdcall EmptyClipboard()") as () => boolean;
export const nextFormat = user32.func("uint32_t __stdcall EnumClipboardFormats(uint32_t format)") as (
  format: number,
) => number;
export const registerFormat = user32.func("uint32_t __stdcall RegisterClipboardFormatW(str16 name)") as (
  name: string,
) => number;
export const clipboardData = user32.func("intptr_t __stdcall GetClipboardData(uint32_t format)") as (
  format: number,
) => number;
export const setClipboardData = user32.func(
  "intptr_t __stdcall SetClipboardData(uint32_t format, intptr_t memory)",
) as (format: number, memory: number) => number;

const globalAlloc = kernel32.func("intptr_t __stdcall GlobalAlloc(uint32_t flags, size_t bytes)") as (
  flags: number,
  bytes: number,
) => number;
const globalSize = kernel32.func("size_t __stdcall GlobalSize(intptr_t memory)") as (memory: number) => number;
const globalLock = kernel32.func("void * __stdcall GlobalLock(intptr_t memory)") as (memory: number) => unknown;
const globalUnlock = kernel32.func("bool __stdcall GlobalUnlock(intptr_t memory)") as (memory: number) => boolean;

/** `GMEM_MOVEABLE` */
const moveable = 0x2;

/** A copy of what is in global memory; nothing where it cannot be read. */
export function bytesIn(memory: number): Uint8Array | null {
  const size = globalSize(memory);
  if (size === 0) return null;
  const place = globalLock(memory);
  if (place === null) return null;
  try {
    return Uint8Array.from(new Uint8Array(koffi.view(place, size)));
  } finally {
    globalUnlock(memory);
  }
}

/** Global memory with these bytes, which the clipboard then owns; 0 where there is none left. */
export function memoryWith(bytes: Uint8Array): number {
  const memory = globalAlloc(moveable, Math.max(1, bytes.length));
  const place = memory === 0 ? null : globalLock(memory);
  if (place === null) return 0;
  new Uint8Array(koffi.view(place, Math.max(1, bytes.length))).set(bytes);
  globalUnlock(memory);
  return memory;
}
