import type { CDPSession, Frame, Page } from "puppeteer";
import { until } from "../peers/process.ts";

export type Box = Readonly<{ x: number; y: number; width: number; height: number }>;

/** What of the strip is drawn, where; null for what is not. The page itself can see none of it: the browser's own tool does. */
export type Drawn = Readonly<{ line: Box | null; panel: Box | null }>;

type TreeNode = Readonly<{
  nodeName: string;
  backendNodeId: number;
  attributes?: readonly string[];
  children?: readonly TreeNode[];
  shadowRoots?: readonly (TreeNode & { shadowRootType?: string })[];
}>;

export async function drawn(page: Page): Promise<Drawn> {
  const client = await page.createCDPSession();
  try {
    const { root } = await client.send("DOM.getDocument", { depth: -1, pierce: true });
    const inside = closedTree(root);
    const part = (fits: (node: TreeNode) => boolean) => inside?.children?.find(fits);
    const line = part(({ attributes = [] }) => attributes.includes("line"));
    const panel = part(({ attributes = [] }) => attributes.includes("paper"));
    return { line: await boxOf(client, line), panel: await boxOf(client, panel) };
  } finally {
    await client.detach();
  }
}

/** The closed tree with our line in it. */
function closedTree(node: TreeNode): TreeNode | undefined {
  const own = node.shadowRoots?.find(
    ({ shadowRootType, children }) =>
      shadowRootType === "closed" && children?.some(({ attributes = [] }) => attributes.includes("line")),
  );
  if (own !== undefined) return own;
  for (const child of node.children ?? []) {
    const found = closedTree(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function boxOf(client: CDPSession, node: TreeNode | undefined): Promise<Box | null> {
  if (node === undefined) return null;
  // What is not drawn has no box, and the browser says so by an error.
  const model = await client.send("DOM.getBoxModel", { backendNodeId: node.backendNodeId }).then(
    (answer) => answer.model,
    () => null,
  );
  if (model === null) return null;
  const [x = 0, y = 0] = model.border;
  return { x, y, width: model.width, height: model.height };
}

/** Waits until the line alone shows, the panel, or neither. */
export async function shows(page: Page, what: "line" | "panel" | "nothing"): Promise<Drawn> {
  return until(async () => {
    const now = await drawn(page);
    const is = now.panel !== null ? "panel" : now.line !== null ? "line" : "nothing";
    return is === what ? now : null;
  }, `the strip shows ${what}`);
}

/** Moves the mouse to the edge, as a user does; the panel in its frame is there when the promise is kept. */
export async function reveal(page: Page, x = 1): Promise<Frame> {
  await page.mouse.move(400, 300);
  await page.mouse.move(x, 300, { steps: 4 });
  const frame = await framed(page);
  await frame.waitForSelector('[data-testid="strip-hide"]', { timeout: 10_000 });
  return frame;
}

/** The frame of our own in a page. */
export function framed(page: Page): Promise<Frame> {
  return until(
    () => page.frames().find((frame) => frame.url().endsWith("/src/strip/strip.html")),
    "the frame is there",
  );
}

/** As long as something must have been in full view before a press on it counts, and a little more. */
export const inView = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 900));

/** Presses a control of the framed panel: the mouse goes there, rests, and clicks. */
export async function pressIn(page: Page, frame: Frame, control: string): Promise<void> {
  const place = await placeOf(frame, control);
  await page.mouse.move(place.x, place.y, { steps: 3 });
  await inView();
  await page.mouse.click(place.x, place.y);
}

/** Where a control of the framed panel is in the window: the strip begins at the left. */
export async function placeOf(frame: Frame, control: string): Promise<{ x: number; y: number }> {
  const found = await frame.waitForSelector(`[data-testid="${control}"]:not([disabled])`, { timeout: 10_000 });
  const box = await found?.evaluate((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  if (box === undefined) throw new Error(`no ${control}`);
  return box;
}
