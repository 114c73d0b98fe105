/** Requests of the X protocol (version 11, appendix B), in little-endian order. Each says its length in units of four bytes. */
const [createWindowCode, internAtomCode, deletePropertyCode, getPropertyCode] = [1, 16, 19, 20];
const [getSelectionOwnerCode, convertSelectionCode] = [23, 24];
const [grabKeyCode, ungrabKeyCode, getInputFocusCode] = [33, 34, 43];
const [getKeyboardMappingCode, getModifierMappingCode] = [101, 119];

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function request(code: number, detail: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt8(code, 0);
  bytes.writeUInt8(detail, 1);
  bytes.writeUInt16LE(size / 4, 2);
  return bytes;
}

/** A request whose fields are all of four bytes. */
function words(code: number, detail: number, ...fields: readonly number[]): Buffer {
  const bytes = request(code, detail, 4 + 4 * fields.length);
  fields.forEach((field, at) => bytes.writeUInt32LE(field, 4 + 4 * at));
  return bytes;
}

/** The first thing said: the order of bytes, the version, and what opens the door. */
export function hello(method: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + padded(method.length) + padded(data.length));
  bytes.write("l", 0, "latin1");
  bytes.writeUInt16LE(11, 2);
  bytes.writeUInt16LE(method.length, 6);
  bytes.writeUInt16LE(data.length, 8);
  bytes.write(method, 12, "latin1");
  data.copy(bytes, 12 + padded(method.length));
  return bytes;
}

/** A window that is never seen (InputOnly): answers about selections are sent to it. */
export function createWindow(id: number, parent: number): Buffer {
  const bytes = words(createWindowCode, 0, id, parent, 0, 0, 0, 0, 0);
  bytes.writeUInt16LE(1, 16);
  bytes.writeUInt16LE(1, 18);
  bytes.writeUInt16LE(2, 22);
  return bytes;
}

export function internAtom(name: string): Buffer {
  const bytes = request(internAtomCode, 0, 8 + padded(name.length));
  bytes.writeUInt16LE(name.length, 4);
  bytes.write(name, 8, "latin1");
  return bytes;
}

export const getSelectionOwner = (selection: number): Buffer => words(getSelectionOwnerCode, 0, selection);

/** Asks the owner of a selection to leave it, as `target`, in a property of our window. */
export const convertSelection = (
  window: number,
  {
    selection,
    target,
    property,
    time,
  }: Readonly<{ selection: number; target: number; property: number; time: number }>,
): Buffer => words(convertSelectionCode, 0, window, selection, target, property, time);

/** Reads a property of any type, up to so many bytes, and removes it where that was all. */
export const takeProperty = (window: number, property: number, most: number): Buffer =>
  words(getPropertyCode, 1, window, property, 0, 0, most / 4);

export const deleteProperty = (window: number, property: number): Buffer =>
  words(deletePropertyCode, 0, window, property);

/** A key with modifiers. */
export type Grip = Readonly<{ keycode: number; modifiers: number }>;

/** From now on that key is told to us and to nobody else, whoever has the keyboard; the display goes on meanwhile. */
export function grabKey(window: number, { keycode, modifiers }: Grip): Buffer {
  const bytes = request(grabKeyCode, 0, 16);
  bytes.writeUInt32LE(window, 4);
  bytes.writeUInt16LE(modifiers, 8);
  bytes.writeUInt8(keycode, 10);
  const asynchronous = 1;
  bytes.writeUInt8(asynchronous, 11);
  bytes.writeUInt8(asynchronous, 12);
  return bytes;
}

export function ungrabKey(window: number, { keycode, modifiers }: Grip): Buffer {
  const bytes = request(ungrabKeyCode, keycode, 12);
  bytes.writeUInt32LE(window, 4);
  bytes.writeUInt16LE(modifiers, 8);
  return bytes;
}

/** Costs nothing and has an answer: when it comes, everything before was done. */
export const getInputFocus = (): Buffer => words(getInputFocusCode, 0);

export function getKeyboardMapping(first: number, count: number): Buffer {
  const bytes = request(getKeyboardMappingCode, 0, 8);
  bytes.writeUInt8(first, 4);
  bytes.writeUInt8(count, 5);
  return bytes;
}

export const getModifierMapping = (): Buffer => words(getModifierMappingCode, 0);
