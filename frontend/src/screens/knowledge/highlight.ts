/** A stretch of a text, and whether one of the words stands in it. */
export interface Stretch {
  text: string
  hit: boolean
}

/**
 * Marks the words in a text. A word also marks its longer forms ("day" marks "days"), since the
 * search knows word forms and people look for what made it match.
 */
export function highlight(text: string, words: readonly string[]): Stretch[] {
  const wanted = words.map((word) => word.trim()).filter((word) => word !== '')
  if (wanted.length === 0) return text === '' ? [] : [{ text, hit: false }]
  const longestFirst = [...wanted].sort((a, b) => b.length - a.length).map(escape)
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?:\\p{L}{0,3})(?![\\p{L}\\p{N}])`, 'giu')
  const out: Stretch[] = []
  let at = 0
  for (const found of text.matchAll(pattern)) {
    if (found.index > at) out.push({ text: text.slice(at, found.index), hit: false })
    out.push({ text: found[0], hit: true })
    at = found.index + found[0].length
  }
  if (at < text.length) out.push({ text: text.slice(at), hit: false })
  return out
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
