import type { Page } from "puppeteer";
import { until } from "../peers/process.ts";

/** A node of a document's tree and those below, closed shadow trees too. */
type TreeNode = Readonly<{
  nodeName: string;
  nodeValue: string;
  backendNodeId?: number;
  attributes?: readonly string[];
  children?: readonly TreeNode[];
  shadowRoots?: readonly TreeNode[];
}>;

const below = ({ children = [], shadowRoots = [] }: TreeNode): readonly TreeNode[] => [...children, ...shadowRoots];

function textOf(node: TreeNode, wanted: string, within = false): string {
  if (node.nodeName === "STYLE") return "";
  const inside = within || node.nodeName === wanted;
  const parts = below(node).map((child) => textOf(child, wanted, inside));
  return (inside ? `${node.nodeValue} ` : "") + parts.join("");
}

async function treeOf(page: Page): Promise<TreeNode> {
  const client = await page.createCDPSession();
  const { root } = await client.send("DOM.getDocument", { depth: -1, pierce: true });
  await client.detach();
  return root;
}

/** What we show on a page says; the page itself cannot read it. */
export async function said(page: Page, where: "TWP-HINT" | "TWP-CARD"): Promise<string> {
  return textOf(await treeOf(page), where)
    .replace(/\s+/gu, " ")
    .trim();
}

/** Waits until the card says all of these. */
export function cardSays(page: Page, ...texts: readonly string[]): Promise<unknown> {
  return until(
    async () => {
      const card = await said(page, "TWP-CARD");
      return texts.every((text) => card.includes(text)) || Promise.reject(new Error(card));
    },
    `the card says ${texts.join(", ")}`,
  );
}

export function cardIsClosed(page: Page): Promise<unknown> {
  return until(async () => (await said(page, "TWP-CARD")) === "", "the card is closed");
}

/** Lays the pointer on a marked number. */
export async function hover(page: Page, text: string): Promise<void> {
  const place = await page.evaluate((wanted) => {
    const marked = [...(CSS.highlights.get("twp-number") ?? [])] as Range[];
    const box = marked.find((range) => range.toString() === wanted)?.getBoundingClientRect();
    return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, text);
  if (place === null) throw new Error(`${text} is not marked`);
  await page.bringToFront();
  await page.mouse.move(place.x, place.y);
}

const labelOf = (node: TreeNode): string => {
  const { attributes = [] } = node;
  const at = attributes.findIndex((each, index) => index % 2 === 0 && each === "aria-label");
  return `${textOf(node, "BUTTON")} ${at < 0 ? "" : (attributes[at + 1] ?? "")}`;
};

/** The middle of a button that we show, which no program of the page can find: the browser's own tool does. */
export async function placeOfButton(page: Page, label: string): Promise<{ x: number; y: number }> {
  const find = (node: TreeNode): number | undefined => {
    const own = node.nodeName === "BUTTON" && labelOf(node).includes(label) ? node.backendNodeId : undefined;
    return (
      own ??
      below(node)
        .map(find)
        .find((id) => id !== undefined)
    );
  };
  const client = await page.createCDPSession();
  const { root } = await client.send("DOM.getDocument", { depth: -1, pierce: true });
  const backendNodeId = find(root);
  if (backendNodeId === undefined) throw new Error(`there is no button ${label}`);
  const { model } = await client.send("DOM.getBoxModel", { backendNodeId });
  await client.detach();
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.content;
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** Clicks a button of the card when it has been there to be read: what comes to the card meanwhile is read, too. */
export async function pressOnCard(page: Page, label: string): Promise<void> {
  let before = "";
  await until(async () => {
    const now = JSON.stringify([await placeOfButton(page, label), await said(page, "TWP-CARD")]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const stands = now === before;
    before = now;
    return stands;
  }, `there is ${label}`);
  const { x, y } = await placeOfButton(page, label);
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.click(x, y);
}

/** The name of what has the keyboard, as a screen reader says it. */
export async function focusedName(page: Page): Promise<string> {
  const snapshot = await page.accessibility.snapshot({ interestingOnly: false });
  type Node = NonNullable<typeof snapshot>;
  const find = (node: Node): string | undefined =>
    (node.children ?? []).map(find).find((name) => name !== undefined) ??
    (node.focused === true && node.role !== "RootWebArea" ? `${node.role}: ${node.name ?? ""}` : undefined);
  return (snapshot && find(snapshot)) ?? "";
}

/** What a screen reader says of the open card: its role and its name. */
export async function cardAsRead(page: Page): Promise<string> {
  const snapshot = await page.accessibility.snapshot({ interestingOnly: false });
  type Node = NonNullable<typeof snapshot>;
  const find = (node: Node): string | undefined =>
    node.role === "dialog"
      ? `${node.role}: ${node.name ?? ""}`
      : (node.children ?? []).map(find).find((name) => name !== undefined);
  return (snapshot && find(snapshot)) ?? "";
}
