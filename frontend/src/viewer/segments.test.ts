import { describe, expect, it } from 'vitest'
import { segments } from './segments'

describe('segments', () => {
  it('gives the whole range when nothing lies over it', () => {
    expect(segments(5, 9, [])).toEqual([{ start: 5, end: 9, over: [] }])
  })

  it('shows the overlap of two ranges as a stretch of its own', () => {
    const ranges = [{ start: 0, end: 6 }, { start: 4, end: 10 }]
    expect(segments(0, 10, ranges)).toEqual([
      { start: 0, end: 4, over: [0] },
      { start: 4, end: 6, over: [0, 1] },
      { start: 6, end: 10, over: [1] },
    ])
  })

  it('cuts ranges at the edges of the text asked for', () => {
    const ranges = [{ start: 0, end: 100 }, { start: 90, end: 200 }]
    expect(segments(95, 110, ranges)).toEqual([
      { start: 95, end: 100, over: [0, 1] },
      { start: 100, end: 110, over: [1] },
    ])
  })

  it('finds the right ranges among thousands', () => {
    const ranges = Array.from({ length: 5000 }, (_, i) => ({ start: i * 10, end: i * 10 + 12 }))
    expect(segments(40_000, 40_004, ranges)).toEqual([
      { start: 40_000, end: 40_002, over: [3999, 4000] },
      { start: 40_002, end: 40_004, over: [4000] },
    ])
  })

  it('gives nothing for an empty range', () => {
    expect(segments(3, 3, [{ start: 0, end: 9 }])).toEqual([])
  })
})
