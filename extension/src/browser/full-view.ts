/** Missing from TypeScript's own libraries (Intersection Observer v2). */
type Seen = IntersectionObserverEntry & Readonly<{ isVisible?: boolean }>;
type Watching = IntersectionObserverInit & Readonly<{ trackVisibility: boolean; delay: number }>;

/** Can the browser say whether the user sees a frame as it is drawn? Chromium can. */
export const knowsFullView = (): boolean => "isVisible" in IntersectionObserverEntry.prototype;

/**
 * Follows whether the user sees all of this page's frame, as it is drawn: nothing over it, nothing faint, turned or scaled, in no page around
 * it (Intersection Observer v2). Never in a browser that cannot say.
 */
export function watchFullView(changed: (seen: boolean) => void, signal: AbortSignal): void {
  if (!knowsFullView()) return;
  const options: Watching = { threshold: [0, 0.5, 0.9, 0.99, 1], trackVisibility: true, delay: 100 };
  const observer = new IntersectionObserver((entries) => {
    const last: Seen | undefined = entries.at(-1);
    changed(last !== undefined && last.isVisible === true && last.intersectionRatio > 0.98);
  }, options);
  observer.observe(document.documentElement);
  signal.addEventListener("abort", () => observer.disconnect());
}
