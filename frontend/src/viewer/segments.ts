/** A marked range of a text, [start, end) in code points. */
export interface Range {
  start: number
  end: number
}

/** A stretch of text over which the same ranges lie. */
export interface Segment extends Range {
  /** Indexes into the list of ranges, in order; empty where none lies. */
  over: number[]
}

/**
 * Cuts [start, end) wherever one of the ranges begins or ends. The ranges must be in order of
 * their start; they may overlap.
 */
export function segments(start: number, end: number, ranges: readonly Range[]): Segment[] {
  const touching: number[] = []
  const cuts = new Set<number>([start, end])
  for (let i = firstReaching(ranges, start); i < ranges.length; i++) {
    const range = ranges[i]
    if (!range || range.start >= end) break
    if (range.end <= start) continue
    touching.push(i)
    if (range.start > start) cuts.add(range.start)
    if (range.end < end) cuts.add(range.end)
  }
  const edges = [...cuts].sort((a, b) => a - b)
  const out: Segment[] = []
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i] ?? 0
    const to = edges[i + 1] ?? 0
    const over = touching.filter((index) => {
      const range = ranges[index]
      return range !== undefined && range.start <= from && range.end >= to
    })
    out.push({ start: from, end: to, over })
  }
  return out
}

/** How far back an earlier range could still reach into the text; longer ones are not expected. */
const LOOK_BACK = 16

function firstReaching(ranges: readonly Range[], start: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - LOOK_BACK)
}
