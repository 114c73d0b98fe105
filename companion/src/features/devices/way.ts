/** Which way the sound of a call at a telephone flows: between the two telephones alone, or through us. */
export type Way = "straight" | "here";

/*
 *   straight ──a description of ours, agreed──▶ here
 *      ▲                                         │
 *      └───one of the telephone's, agreed────────┘       refused: it stays where it was
 */

/** The way of one call, as its descriptions are made. Begins without one, and wishes it straight. */
export function createWay() {
  let wanted: Way = "straight";
  let agreed: Way | null = null;
  let offered: Way = "straight";
  /** The other party takes no description of the telephone's, perhaps for want of a common codec: they go on through us. */
  let parted = false;
  const next = (): Way => (parted ? "here" : wanted);
  return {
    /** Wishes for a way; true where it is not the one that was agreed. */
    want(way: Way): boolean {
      wanted = way;
      return agreed !== null && next() !== agreed;
    },
    /** The way of a description that is made now. */
    next,
    /** The way of an offer that is made now. One that led straight before, and was not agreed, does not lead there again. */
    offering(): Way {
      parted = parted || (offered === "straight" && agreed === "here");
      offered = next();
      return offered;
    },
    /** The way of the last offer. */
    offered: (): Way => offered,
    /** It was agreed; tells what was agreed before. */
    agree(way: Way): Way | null {
      const before = agreed;
      [agreed, offered] = [way, way];
      if (way === "straight") parted = false;
      return before;
    },
    isHere: (): boolean => agreed === "here",
  };
}
