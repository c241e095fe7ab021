// The words around a quotation, taken from the pieces that a run found.
import type { Citation, Passage } from '@/bridge'
import type { RunView } from '@/stores/runReducer'

export interface Quoted {
  before: string
  quote: string
  after: string
}

const AROUND = 110

function passagesOf(view: RunView): Passage[] {
  return Object.values(view.steps).flatMap((s) => Object.values(s.outputs).flatMap((v) => v.passages ?? []))
}

function clipStart(text: string): string {
  if (text.length <= AROUND) return text
  const cut = text.slice(-AROUND)
  return '…' + cut.slice(cut.indexOf(' ') + 1)
}

function clipEnd(text: string): string {
  if (text.length <= AROUND) return text
  const cut = text.slice(0, AROUND)
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)) + '…'
}

/** The quotation with what stands before and after it in its piece. Offsets count code points. */
export function quoted(view: RunView, citation: Citation): Quoted {
  const holds = (p: Passage) => p.document === citation.document && p.start <= citation.start && p.end >= citation.end
  const passage = passagesOf(view).find(holds)
  if (!passage) return { before: '', quote: citation.text, after: '' }
  const points = Array.from(passage.text)
  const [from, to] = [citation.start - passage.start, citation.end - passage.start]
  return {
    before: clipStart(points.slice(0, from).join('')),
    quote: points.slice(from, to).join(''),
    after: clipEnd(points.slice(to).join('')),
  }
}
