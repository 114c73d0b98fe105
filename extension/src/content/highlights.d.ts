/** Missing from TypeScript's own libraries (CSS Custom Highlight API, `highlightsFromPoint`). */
interface HighlightHitResult {
  readonly highlight: Highlight | null;
  readonly ranges: readonly AbstractRange[];
}

interface HighlightRegistry {
  highlightsFromPoint(
    x: number,
    y: number,
    options?: Readonly<{ shadowRoots: readonly ShadowRoot[] }>,
  ): readonly HighlightHitResult[];
}
