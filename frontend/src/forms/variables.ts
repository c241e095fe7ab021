// The {{names}} of a text, as backend/nodes reads them.
const pattern = /\{\{[ \t]*([\p{L}_][\p{L}\p{M}\p{N}_\- ]{0,59}?)[ \t]*\}\}/gu

/** The names in a text, each once, in their order. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map((m) => m[1] ?? ''))]
}

export interface Part {
  text: string
  /** The name, when the part is a {{name}}. */
  name?: string
}

/** The text in parts: words, and {{names}}. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const m of text.matchAll(pattern)) {
    if (m.index > at) parts.push({ text: text.slice(at, m.index) })
    parts.push({ text: m[0], name: m[1] ?? '' })
    at = m.index + m[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}

/** Makes any label a name that may stand between {{ and }}. */
export function asName(label: string): string {
  const name = label.replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, ' ').replace(/\s+/g, ' ').trim().toLowerCase()
  return /^[\p{L}_]/u.test(name) ? name.slice(0, 60) : `value ${name}`.trim()
}
