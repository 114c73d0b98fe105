import type { Bounds } from "./own-windows.ts";

/** How far from the edges of the screen, in pixels. */
const margin = 16;

/** The lower right corner of an area for something of that size; what is larger than the area begins at its upper left. */
export function lowerRight(area: Bounds, { width, height }: Readonly<{ width: number; height: number }>): Bounds {
  const [left, top] = [area.left + area.width - width - margin, area.top + area.height - height - margin];
  return { left: Math.max(area.left, left), top: Math.max(area.top, top), width, height };
}
