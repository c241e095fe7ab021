/**
 * A text that is addressed in Unicode code points, as every offset in Greenlight is.
 * JavaScript counts UTF-16 units; the two differ after the first emoji or rare sign.
 */
export interface Points {
  readonly text: string
  /** Number of code points. */
  readonly length: number
  /** The text of the half-open range [start, end), clamped to the text. */
  slice(start: number, end: number): string
}

/** Every this many code points the UTF-16 position is remembered. */
const STRIDE = 256

/** Makes a text addressable by code points. Texts without surrogates need no table. */
export function points(text: string): Points {
  if (!/[\ud800-\udbff]/.test(text)) return plain(text)
  return indexed(text)
}

function plain(text: string): Points {
  return {
    text,
    length: text.length,
    slice: (start, end) => text.slice(clamp(start, text.length), clamp(end, text.length)),
  }
}

function indexed(text: string): Points {
  const marks: number[] = []
  let count = 0
  for (let unit = 0; unit < text.length; unit += width(text, unit)) {
    if (count % STRIDE === 0) marks.push(unit)
    count++
  }
  const length = count
  const unitAt = (point: number): number => {
    const target = clamp(point, length)
    if (target === length) return text.length
    const mark = Math.floor(target / STRIDE)
    let unit = marks[mark] ?? 0
    for (let i = mark * STRIDE; i < target; i++) unit += width(text, unit)
    return unit
  }
  return { text, length, slice: (start, end) => text.slice(unitAt(start), unitAt(end)) }
}

function width(text: string, unit: number): number {
  return (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most))
}
