import { canvas } from './canvas'
import { duration } from './format'

/** The time that a step or run took, given in milliseconds. */
export const took = (ms: number): string => (ms < 1 ? '< 1 ms' : duration(ms / 1000))

/** A price in dollars: "free", "$0.0004", "$1.20". */
export function money(dollars: number): string {
  if (dollars === 0) return canvas.free
  if (dollars < 0.0001) return '< $0.0001'
  return '$' + dollars.toFixed(dollars < 0.01 ? 4 : dollars < 1 ? 3 : 2)
}
