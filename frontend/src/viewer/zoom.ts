const levels = [0.5, 0.75, 1, 1.25, 1.5, 2, 3]

/** The next level up (+1) or down (-1); the same one at the ends. */
export function nextZoom(zoom: number, step: 1 | -1): number {
  if (step > 0) return levels.find((level) => level > zoom + 0.01) ?? zoom
  return levels.findLast((level) => level < zoom - 0.01) ?? zoom
}
