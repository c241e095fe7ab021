/** How well a query fits a text, and which characters of the text it took. */
export interface Match {
  /** Higher is better; 0 for the empty query. */
  score: number
  /** Indexes of matched characters, in order. */
  at: number[]
}

/**
 * Finds the letters of the query in the text, in order, with the best places winning: the start
 * of the text, the start of a word, then letters in a row. Null when a letter is missing.
 */
export function match(query: string, text: string): Match | null {
  const wanted = fold(query).replace(/\s+/g, '')
  if (wanted === '') return { score: 0, at: [] }
  const hay = fold(text)
  const whole = fold(query).trim()
  const found = hay.indexOf(whole)
  if (found >= 0) return { score: exactScore(hay, found, whole.length), at: span(found, whole.length) }
  return scattered(wanted, hay)
}

/** Small letters without accents, with the length kept so that indexes still fit. */
function fold(text: string): string {
  return Array.from(text.toLowerCase(), (sign) => {
    const base = sign.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    return base.length === sign.length ? base : sign
  }).join('')
}

function exactScore(hay: string, at: number, length: number): number {
  const place = at === 0 ? 60 : startsWord(hay, at) ? 40 : 10
  return 100 + place + length * 2 - hay.length * 0.05
}

function scattered(wanted: string, hay: string): Match | null {
  const at: number[] = []
  let score = 0
  let from = 0
  for (const sign of wanted) {
    const next = nextPlace(sign, hay, from, at[at.length - 1])
    if (next < 0) return null
    const last = at[at.length - 1]
    if (startsWord(hay, next)) score += 8
    else if (last === next - 1) score += 5
    else score -= Math.min(6, next - (last ?? 0))
    at.push(next)
    from = next + 1
  }
  return score > 0 ? { score: score - hay.length * 0.05, at } : null
}

/** The next letter in a row, else one that starts a word, else the first there is. */
function nextPlace(sign: string, hay: string, from: number, last: number | undefined): number {
  if (last !== undefined && hay[from] === sign) return from
  const first = hay.indexOf(sign, from)
  for (let i = first; i >= 0; i = hay.indexOf(sign, i + 1)) if (startsWord(hay, i)) return i
  return first
}

function startsWord(hay: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(hay[at - 1] ?? ' ')
}

function span(from: number, length: number): number[] {
  return Array.from({ length }, (_, i) => from + i)
}
