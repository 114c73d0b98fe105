/** What a display says of itself at the door. */
export type Setup = Readonly<{ firstId: number; root: number; firstKeycode: number; lastKeycode: number }>;

/** The door stayed closed, or what stands behind it speaks otherwise. */
export class DisplayRefused extends Error {}

/** How long the display's first word is, in bytes, once its first eight are there; null before. */
export function setupLength(bytes: Buffer): number | null {
  return bytes.length < 8 ? null : 8 + 4 * bytes.readUInt16LE(6);
}

/** Reads the display's first word (X protocol, “Connection Setup”). Throws `DisplayRefused`. */
export function readSetup(bytes: Buffer, screen: number): Setup {
  if (bytes[0] !== 1) throw new DisplayRefused("the display refused us");
  try {
    return {
      firstId: bytes.readUInt32LE(12),
      root: rootOf(bytes, screen),
      firstKeycode: bytes.readUInt8(34),
      lastKeycode: bytes.readUInt8(35),
    };
  } catch (error) {
    throw new DisplayRefused("the display cannot be understood", { cause: error });
  }
}

function rootOf(bytes: Buffer, screen: number): number {
  const vendor = Math.ceil(bytes.readUInt16LE(24) / 4) * 4;
  const [screens, formats] = [bytes.readUInt8(28), bytes.readUInt8(29)];
  if (screen >= screens) throw new RangeError("there is no such screen");
  let at = 40 + vendor + 8 * formats;
  for (let each = 0; each < screen; each += 1) at = afterScreen(bytes, at);
  return bytes.readUInt32LE(at);
}

function afterScreen(bytes: Buffer, start: number): number {
  const depths = bytes.readUInt8(start + 39);
  let at = start + 40;
  for (let each = 0; each < depths; each += 1) at += 8 + 24 * bytes.readUInt16LE(at + 2);
  return at;
}
