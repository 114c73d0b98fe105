import { randomFillSync, randomUUID } from "node:crypto";

/** Everything in a message that must be unique; tests give their own. */
export type Ids = {
  /** A Via branch with the magic cookie (RFC 3261 section 8.1.1.7). */
  branch(): string;
  /** A From or To tag (section 19.3). */
  tag(): string;
  /** A Call-ID, a message id, a transaction id. */
  uuid(): string;
  /** The first CSeq of a call: below 2^23, which leaves room for every request the call will ever see. */
  cseq(): number;
};

/** Random bytes are asked of the system many at a time: each question costs more than a thousand bytes do. */
const pool = Buffer.alloc(8192);
let used = pool.length;

function random(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.subarray(used - bytes, used);
}

/** 96 random bits in characters that a token may hold. */
function word(): string {
  return random(12).toString("base64url");
}

/** Random ids. */
export const randomIds: Ids = {
  branch: () => `z9hG4bK${word()}`,
  tag: word,
  uuid: () => randomUUID(),
  cseq: () => 1 + (random(3).readUIntBE(0, 3) & 0x7f_ffff),
};
