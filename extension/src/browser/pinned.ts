/** What a browser has that can pin a page's view (Document Picture-in-Picture); the compiler's own list does not name it yet. */
type Pins = Readonly<{ requestWindow: (size: Readonly<{ width: number; height: number }>) => Promise<Window> }>;

function pins(): Pins | null {
  return "documentPictureInPicture" in globalThis
    ? (globalThis as unknown as { documentPictureInPicture: Pins }).documentPictureInPicture
    : null;
}

/** Can this browser keep a view of ours above all windows? */
export const canPin = (): boolean => pins() !== null;

/**
 * Opens a window above all others that looks as this page does; only within a click. Its scripts are this page's, which it ends with;
 * `closed` tells that it went, whoever closed it.
 */
export async function openPinned(closed: () => void): Promise<Window | null> {
  const size = { width: innerWidth, height: innerHeight };
  const pinned = await pins()?.requestWindow(size);
  if (pinned === undefined) return null;
  pinned.document.title = document.title;
  pinned.document.head.append(...[...document.styleSheets].map(copied));
  const dressed = new MutationObserver(() => dress(pinned.document));
  dressed.observe(document.documentElement, { attributes: true });
  dress(pinned.document);
  pinned.addEventListener("pagehide", () => {
    dressed.disconnect();
    closed();
  });
  return pinned;
}

/** As rules, not as a link: what is loaded once more comes after the first picture. */
function copied({ cssRules }: CSSStyleSheet): HTMLStyleElement {
  const style = document.createElement("style");
  style.textContent = [...cssRules].map(({ cssText }) => cssText).join("\n");
  return style;
}

/** Language and theme stand on the root of a page. */
function dress({ documentElement }: Document): void {
  for (const { name, value } of document.documentElement.attributes) documentElement.setAttribute(name, value);
}
