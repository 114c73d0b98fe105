import browser from "webextension-polyfill";

/** What the toolbar's button shows over its icon; no text takes it away. */
export type Badge = Readonly<{ text: string; background: string; colour: string; title: string }>;

/** Draws the badge. */
export async function showBadge({ text, background, colour, title }: Badge): Promise<void> {
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: background });
  await browser.action.setBadgeTextColor({ color: colour });
  await browser.action.setTitle({ title });
}
