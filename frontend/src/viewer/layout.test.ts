import { describe, expect, it } from 'vitest'
import { layout, rowAt } from './layout'
import { points } from './points'

const block = (kind: string, start: number, end: number) => ({ kind, start, end })

describe('layout', () => {
  it('keeps the text that no block covers', () => {
    const text = points('Title\nloose line\nBody')
    const rows = layout(text, [{ number: 1, start: 0, end: 21 }], [block('heading', 0, 5), block('paragraph', 17, 21)])
    expect(rows).toHaveLength(1)
    expect(rows[0]?.blocks.map((b) => [b.look, text.slice(b.start, b.end)])).toEqual([
      ['heading', 'Title'],
      ['paragraph', 'loose line'],
      ['paragraph', 'Body'],
    ])
  })

  it('starts a row at each page and names it once', () => {
    const text = points('one\ftwo')
    const rows = layout(text, [{ number: 1, start: 0, end: 3 }, { number: 2, label: 'ii', start: 4, end: 7 }], [])
    expect(rows.map((r) => [r.page, r.pageLabel, r.opens])).toEqual([[1, '', true], [2, 'ii', true]])
  })

  it('keeps an empty page visible', () => {
    const rows = layout(points('a\f\fb'), [
      { number: 1, start: 0, end: 1 }, { number: 2, start: 2, end: 2 }, { number: 3, start: 3, end: 4 },
    ], [])
    expect(rows.map((r) => r.page)).toEqual([1, 2, 3])
  })

  it('cuts a huge page into rows that lie side by side', () => {
    const text = points('word '.repeat(4000))
    const rows = layout(text, [{ number: 1, start: 0, end: 20_000 }], [block('paragraph', 0, 20_000)])
    expect(rows.length).toBeGreaterThan(8)
    expect(rows.filter((r) => r.opens)).toHaveLength(1)
    for (let i = 1; i < rows.length; i++) expect(rows[i]?.start).toBe(rows[i - 1]?.end)
  })

  it('shows a document without pages as one', () => {
    expect(layout(points('hello'), [], [])[0]).toMatchObject({ page: 1, start: 0, end: 5 })
  })

  it('finds the row of an offset, else of the page', () => {
    const rows = layout(points('one\ftwo'), [{ number: 1, start: 0, end: 3 }, { number: 2, start: 4, end: 7 }], [])
    expect(rowAt(rows, 5, 1)).toBe(1)
    expect(rowAt(rows, 99, 2)).toBe(1)
    expect(rowAt(rows, 99, 9)).toBe(0)
  })
})
