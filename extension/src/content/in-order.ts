import type { PageNumber } from "./marks.ts";

/** A place between the letters of the page, where a caret can stand. */
export type Spot = Readonly<{ node: Node; offset: number }>;

type Ranged = Pick<PageNumber, "range">;

/** Whoever stands no further behind a number means it, in letters. */
const beside = 2;

/** The numbers as the page is read; those of a shadow tree stand where its host does. */
export function inOrder<N extends Ranged>(numbers: readonly N[]): N[] {
  return numbers.toSorted((one, other) => compare(startOf(one), startOf(other)));
}

/** Of numbers in their order: the one that a spot is in or beside, else the first behind it, else the first of all. */
export function nearest<N extends Ranged>(numbers: readonly N[], spot: Spot | null): N | undefined {
  if (spot === null) return numbers[0];
  const meant = numbers.find((number) => isAt(number, spot));
  return meant ?? numbers.find((number) => compare(spot, startOf(number)) < 0) ?? numbers[0];
}

/** The one so many steps further, round and round. */
export function stepped<N>(numbers: readonly N[], from: N, by: number): N | undefined {
  const at = numbers.indexOf(from);
  return at < 0 ? numbers[0] : numbers.at((at + by) % numbers.length);
}

const startOf = ({ range }: Ranged): Spot => ({ node: range.startContainer, offset: range.startOffset });

function isAt({ range }: Ranged, spot: Spot): boolean {
  const end = { node: range.endContainer, offset: range.endOffset };
  if (compare(spot, startOf({ range })) < 0) return false;
  const further = compare(spot, end);
  return further <= 0 || (spot.node === end.node && spot.offset - end.offset <= beside);
}

/** Which of two spots comes first on the page. */
function compare(one: Spot, other: Spot): number {
  if (one.node.getRootNode() !== other.node.getRootNode())
    return compareNodes(outermost(one.node), outermost(other.node));
  const there = new Range();
  there.setStart(other.node, other.offset);
  return there.comparePoint(one.node, one.offset);
}

function compareNodes(one: Node, other: Node): number {
  if (one === other) return 0;
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** The host in the document itself, of a node in a shadow tree. */
function outermost(node: Node): Node {
  let at = node;
  for (let root = at.getRootNode(); root instanceof ShadowRoot; root = at.getRootNode()) at = root.host;
  return at;
}
