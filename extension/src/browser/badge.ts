/** What the toolbar's button shows over its icon; no text takes it away. */
export type Badge = Readonly<{ text: string; background: string; colour: string; title: string }>;

/** Draws the badge. */
export async function showBadge({ text, background, colour, title }: Badge): Promise<void> {
  await chrome.action.setBadgeText({ text });
  await chrome.action.setBadgeBackgroundColor({ color: background });
  await chrome.action.setBadgeTextColor({ color: colour });
  await chrome.action.setTitle({ title });
}
