import { describe, expect, it } from 'vitest'
import type { Doc } from '@/stores/doc'
import { node } from '@/test/fixtures'
import { align, tidy } from './layout'

const size = () => ({ width: 256, height: 100 })
const edge = (from: string, to: string) => ({ id: from + to, from, fromPort: 'o', to, toPort: 'i' })
const doc: Doc = {
  nodes: [{ ...node('c', 'text'), x: 40, y: 80 }, { ...node('a', 'text'), x: 900 }, { ...node('b', 'text'), x: 40, y: 80 }, { ...node('n', 'note'), x: 5, y: 5 }],
  edges: [edge('a', 'b'), edge('b', 'c')],
}

describe('tidy', () => {
  const places = tidy(doc, size)

  it('goes from left to right along the wires', () => {
    const x = (id: string) => places.get(id)?.x ?? NaN
    expect(x('a')).toBeLessThan(x('b'))
    expect(x('b')).toBeLessThan(x('c'))
  })

  it('leaves room between cards and keeps notes where they are', () => {
    expect((places.get('b')?.x ?? 0) - (places.get('a')?.x ?? 0)).toBeGreaterThanOrEqual(256 + 40)
    expect(places.has('n')).toBe(false)
  })

  it('keeps the top left corner and gives the same again', () => {
    expect(Math.min(...[...places.values()].map((p) => p.x))).toBe(40)
    expect(tidy(doc, size)).toEqual(places)
  })

  it('does nothing on an empty canvas', () => expect(tidy({ nodes: [], edges: [] }, size).size).toBe(0))
})

describe('align', () => {
  const ids = new Set(['a', 'b', 'c'])

  it('puts left edges on the leftmost', () => {
    expect([...align(doc, ids, 'left', size).values()].map((p) => p.x)).toEqual([40, 40, 40])
  })

  it('spreads without overlapping', () => {
    const xs = [...align(doc, ids, 'across', size).values()].map((p) => p.x).sort((a, b) => a - b)
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeGreaterThanOrEqual(256)
    expect((xs[2] ?? 0) - (xs[1] ?? 0)).toBeGreaterThanOrEqual(256)
  })

  it('needs two', () => expect(align(doc, new Set(['a']), 'left', size).size).toBe(0))
})
