import koffi from "koffi";
import { keyCount } from "./keys.ts";

/*
 * The functions of macOS that keys and the selected text need, as the headers of its frameworks declare them: HIToolbox (CarbonEvents.h,
 * TextInputSources.h), CoreServices (UnicodeUtilities.h), CoreFoundation, ApplicationServices (AXUIElement.h). References are numbers here: nobody
 * reads what is behind one.
 */
const frameworks = "/System/Library/Frameworks";
const framework = (name: string) => koffi.load(`${frameworks}/${name}.framework/${name}`);
const [carbon, foundation, services] = [
  framework("Carbon"),
  framework("CoreFoundation"),
  framework("ApplicationServices"),
];

/** An error of the system has no code of ours: 0 is success (`noErr`). */
type Status = number;
type Reference = number | bigint;

const EventTypeSpec = koffi.struct("EventTypeSpec", { eventClass: "uint32_t", eventKind: "uint32_t" });
const EventHotKeyID = koffi.struct("EventHotKeyID", { signature: "uint32_t", id: "uint32_t" });
const EventHandler = koffi.proto("int32_t EventHandler(intptr_t call, intptr_t event, intptr_t data)");
const ReadHandler = koffi.proto("void ReadHandler(intptr_t descriptor, unsigned long types, intptr_t info)");

/** Four letters as one number, as these headers name things. */
const fourLetters = (text: string): number => Buffer.from(text, "latin1").readUInt32BE(0);
const ours = fourLetters("TWP ");
/** `kEventClassKeyboard`, `kEventHotKeyPressed`, `kEventParamDirectObject`, `typeEventHotKeyID` */
const [keyboardEvents, hotKeyPressed, directObject, hotKeyId] = [
  fourLetters("keyb"),
  5,
  fourLetters("----"),
  fourLetters("hkid"),
];
/** `kEventHotKeyExclusive`: an error where another program has it, `eventHotKeyExistsErr`. */
const exclusive = 1;

const applicationTarget = carbon.func("intptr_t GetApplicationEventTarget()") as () => Reference;
const installHandler = carbon.func("InstallEventHandler", "int32_t", [
  "intptr_t",
  koffi.pointer(EventHandler),
  "unsigned long",
  koffi.pointer(EventTypeSpec),
  "intptr_t",
  "intptr_t",
]) as (...given: readonly unknown[]) => Status;
const eventParameter = carbon.func("GetEventParameter", "int32_t", [
  "intptr_t",
  "uint32_t",
  "uint32_t",
  "intptr_t",
  "unsigned long",
  "intptr_t",
  koffi.out(koffi.pointer(EventHotKeyID)),
]) as (...given: readonly unknown[]) => Status;
const register = carbon.func("RegisterEventHotKey", "int32_t", [
  "uint32_t",
  "uint32_t",
  EventHotKeyID,
  "intptr_t",
  "uint32_t",
  koffi.out(koffi.pointer("intptr_t")),
]) as (...given: readonly unknown[]) => Status;
export const unregisterHotKey = carbon.func("int32_t UnregisterEventHotKey(intptr_t key)") as (
  key: Reference,
) => Status;
/** Waits for events, and never comes back. */
export const runEvents = carbon.func("void RunApplicationEventLoop()") as () => void;

/** Calls back with the number of a key that is pressed. */
export function onHotKey(pressed: (id: number) => void): void {
  const handler = koffi.register((_call: Reference, event: Reference): Status => {
    const id = { signature: 0, id: 0 };
    const read = eventParameter(event, directObject, hotKeyId, 0, koffi.sizeof(EventHotKeyID), 0, id);
    if (read === 0 && id.signature === ours) pressed(id.id);
    return 0;
  }, koffi.pointer(EventHandler));
  const type = { eventClass: keyboardEvents, eventKind: hotKeyPressed };
  installHandler(applicationTarget(), handler, 1, type, 0, 0);
}

/** The reference of the key that is ours now; null where it is somebody else's. */
export function registerHotKey(id: number, virtualKey: number, modifiers: number): Reference | null {
  const out: [Reference | null] = [null];
  const status = register(virtualKey, modifiers, { signature: ours, id }, applicationTarget(), exclusive, out);
  return status === 0 ? out[0] : null;
}

const currentLayout = carbon.func("intptr_t TISCopyCurrentKeyboardLayoutInputSource()") as () => Reference;
const inputProperty = carbon.func("intptr_t TISGetInputSourceProperty(intptr_t source, intptr_t key)") as (
  source: Reference,
  key: Reference,
) => Reference;
const keyboardType = carbon.func("uint8_t LMGetKbdType()") as () => number;
const translate = carbon.func("UCKeyTranslate", "int32_t", [
  "intptr_t",
  "uint16_t",
  "uint16_t",
  "uint32_t",
  "uint32_t",
  "uint32_t",
  koffi.inout(koffi.pointer("uint32_t")),
  "unsigned long",
  koffi.out(koffi.pointer("unsigned long")),
  "uint16_t *",
]) as (...given: readonly unknown[]) => Status;
/** `kUCKeyActionDown`, `kUCKeyTranslateNoDeadKeysMask` */
const [keyDown, noDeadKeys] = [0, 1];
const longestWritten = 4;

const bytesOfData = foundation.func("intptr_t CFDataGetBytePtr(intptr_t data)") as (data: Reference) => Reference;
const release = foundation.func("void CFRelease(intptr_t reference)") as (reference: Reference) => void;
/** A constant of a framework that is a reference. */
const constant = (library: typeof carbon, name: string): Reference =>
  koffi.decode(library.symbol(name), "intptr_t") as Reference;

/** What each key of the user's layout writes by itself, by its virtual key code; nothing where a layout does not tell. */
export function writtenByKeys(): readonly string[] {
  const source = currentLayout();
  if (isNone(source)) return [];
  try {
    const data = inputProperty(source, constant(carbon, "kTISPropertyUnicodeKeyLayoutData"));
    if (isNone(data)) return [];
    const layout = bytesOfData(data);
    return Array.from({ length: keyCount }, (_, key) => writtenBy(layout, key));
  } finally {
    release(source);
  }
}

function writtenBy(layout: Reference, key: number): string {
  const letters = new Uint16Array(longestWritten);
  const [dead, length] = [[0], [0]];
  const type = keyboardType();
  const status = translate(layout, key, keyDown, 0, type, noDeadKeys, dead, longestWritten, length, letters);
  return status === 0 ? String.fromCharCode(...letters.subarray(0, length[0])) : "";
}

const isNone = (reference: Reference): boolean => Number(reference) === 0;

const makeDescriptor = foundation.func("CFFileDescriptorCreate", "intptr_t", [
  "intptr_t",
  "int",
  "uint8_t",
  koffi.pointer(ReadHandler),
  "intptr_t",
]) as (...given: readonly unknown[]) => Reference;
const enableCallBacks = foundation.func("void CFFileDescriptorEnableCallBacks(intptr_t file, unsigned long types)") as (
  file: Reference,
  types: number,
) => void;
const sourceOf = foundation.func(
  "intptr_t CFFileDescriptorCreateRunLoopSource(intptr_t allocator, intptr_t file, long order)",
) as (allocator: number, file: Reference, order: number) => Reference;
const currentLoop = foundation.func("intptr_t CFRunLoopGetCurrent()") as () => Reference;
const addSource = foundation.func("void CFRunLoopAddSource(intptr_t loop, intptr_t source, intptr_t mode)") as (
  loop: Reference,
  source: Reference,
  mode: Reference,
) => void;
/** `kCFFileDescriptorReadCallBack` */
const readable = 1;

/** Calls back whenever there is something to read from that file, while events are waited for. */
export function onReadable(file: number, read: () => void): void {
  // Each call back is asked for anew (CFFileDescriptor.h).
  const handler = koffi.register((descriptor: Reference): void => {
    read();
    enableCallBacks(descriptor, readable);
  }, koffi.pointer(ReadHandler));
  const descriptor = makeDescriptor(0, file, 0, handler, 0);
  enableCallBacks(descriptor, readable);
  addSource(currentLoop(), sourceOf(0, descriptor, 0), constant(foundation, "kCFRunLoopCommonModes"));
}

export const isTrusted = services.func("bool AXIsProcessTrusted()") as () => boolean;
const systemWide = services.func("intptr_t AXUIElementCreateSystemWide()") as () => Reference;
const copyAttribute = services.func("AXUIElementCopyAttributeValue", "int32_t", [
  "intptr_t",
  "intptr_t",
  koffi.out(koffi.pointer("intptr_t")),
]) as (element: Reference, name: Reference, value: [Reference]) => Status;

const makeString = foundation.func(
  "intptr_t CFStringCreateWithCString(intptr_t allocator, const char *text, uint32_t encoding)",
) as (allocator: number, text: string, encoding: number) => Reference;
const typeOf = foundation.func("unsigned long CFGetTypeID(intptr_t reference)") as (reference: Reference) => number;
const stringType = foundation.func("unsigned long CFStringGetTypeID()") as () => number;
const lengthOf = foundation.func("long CFStringGetLength(intptr_t text)") as (text: Reference) => number;
const readString = foundation.func(
  "bool CFStringGetCString(intptr_t text, uint8_t *buffer, long size, uint32_t encoding)",
) as (text: Reference, buffer: Buffer, size: number, encoding: number) => boolean;
/** `kCFStringEncodingUTF8` */
const utf8 = 0x08000100;
/** Of a text in UTF-8 a letter of UTF-16 takes three bytes at most. */
const perLetter = 3;

/** The text that is selected where the keyboard is, in whatever program; empty where none is, null where that program does not tell. */
export function selectedText(): string | null {
  const everywhere = systemWide();
  const focused = attributeOf(everywhere, "AXFocusedUIElement");
  release(everywhere);
  const text = focused === null ? null : attributeOf(focused, "AXSelectedText");
  if (focused !== null) release(focused);
  if (text === null) return null;
  try {
    if (typeOf(text) !== stringType()) return null;
    const buffer = Buffer.alloc(lengthOf(text) * perLetter + 1);
    return readString(text, buffer, buffer.length, utf8) ? buffer.toString("utf8", 0, buffer.indexOf(0)) : null;
  } finally {
    release(text);
  }
}

function attributeOf(element: Reference, name: string): Reference | null {
  const key = makeString(0, name, utf8);
  const value: [Reference] = [0];
  const status = copyAttribute(element, key, value);
  release(key);
  return status === 0 && !isNone(value[0]) ? value[0] : null;
}
