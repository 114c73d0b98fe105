import type { Ids } from "../transaction/ids.ts";

/** Ids that count: `z9hG4bKbranch1`, `tag1`, `uuid1`, CSeq always 100. */
export function countedIds(): Ids {
  const counts = { branch: 0, tag: 0, uuid: 0 };
  return {
    branch: () => `z9hG4bKbranch${(counts.branch += 1)}`,
    tag: () => `tag${(counts.tag += 1)}`,
    uuid: () => `uuid${(counts.uuid += 1)}`,
    cseq: () => 100,
  };
}
