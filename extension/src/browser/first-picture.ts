/** Acts once the page has shown its first picture (Paint Timing); at once in a page that nobody looks at, which shows none yet. */
export function afterFirstPicture(act: () => void): void {
  if (document.visibilityState === "hidden") return act();
  const observer = new PerformanceObserver((seen) => {
    if (seen.getEntriesByName("first-contentful-paint").length === 0) return;
    observer.disconnect();
    act();
  });
  observer.observe({ type: "paint", buffered: true });
}
