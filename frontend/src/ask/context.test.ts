import { describe, expect, it } from 'vitest'
import type { Citation, Passage, Step } from '@/bridge'
import { newView } from '@/stores/runReducer'
import { quoted } from './context'
import { placeOf } from './place'

const passage: Passage = {
  rank: 1, score: 1, knowledgeId: 'k', document: 'd', path: '', title: '', page: 1, chunk: 1, start: 100, end: 130,
  text: '🌿 Leave. Five days. Then it lapses.', keyword_rank: 0, meaning_rank: 0, similarity: 0, matched: [],
}
const citation = (start: number, end: number): Citation => ({
  marker: 1, text: 'as cited', knowledgeId: 'k', document: 'd', path: '', title: '', page: 1, start, end,
})
const step = { node: 's', outputs: { passages: { type: 'passages', passages: [passage] } } } as unknown as Step
const view = { ...newView('r', 'f'), steps: { s: step } }

describe('quoted', () => {
  it('counts code points, so that the mark stands on the very words', () => {
    expect(quoted(view, citation(109, 119))).toEqual({ before: '🌿 Leave. ', quote: 'Five days.', after: ' Then it lapses.' })
  })

  it('shows the bare quotation when its piece is not at hand', () => {
    expect(quoted(view, citation(500, 510))).toEqual({ before: '', quote: 'as cited', after: '' })
  })
})

it.each([
  [{ page: 4 }, 'page 4'],
  [{ page: 4, pageLabel: 'iv' }, 'iv'],
  [{ page: 4, pageLabel: '12' }, 'page 12'],
  [{ page: 1, row: 7 }, 'row 7'],
  [{ page: 0 }, ''],
])('%j stands at %s', (at, expected) => expect(placeOf(at)).toBe(expected))
