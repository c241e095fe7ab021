import { describe, expect, it } from 'vitest'
import { firstView, isLocked, needsAttention, standing, viewOf } from './documentView'
import { document } from './fixture'

const warning = { code: 'hidden_text', message: 'Some text is hidden.' }

describe('the view of documents', () => {
  const all = [
    document({ id: 'a', title: 'Rule 10', words: 5 }),
    document({ id: 'b', title: 'Rule 2', words: 50, warnings: [warning] }),
    document({ id: 'c', title: 'Scan', path: 'old/scan.pdf', status: 'empty', words: 0 }),
    document({ id: 'd', title: 'Locked', status: 'failed', error: { code: 'password', message: 'It is locked.' } }),
  ]
  const ids = (change: Partial<typeof firstView>) => viewOf(all, { ...firstView, ...change }).map((d) => d.id)

  it('sorts names as people count', () => expect(ids({})).toEqual(['d', 'b', 'a', 'c']))
  it('finds by all words, in title or path', () => expect(ids({ query: ' OLD scan ' })).toEqual(['c']))
  it('shows what needs a person', () => expect(ids({ filter: 'attention' })).toEqual(['d', 'b', 'c']))
  it('shows what is ready', () => expect(ids({ filter: 'ready' })).toEqual(['b', 'a']))
  it('puts the worst first by status', () => expect(ids({ column: 'status' })).toEqual(['d', 'c', 'b', 'a']))
  it('turns the order round', () => expect(ids({ column: 'words', down: true })[0]).toBe('d'))

  it('does not change the list that it was given', () => {
    const before = [...all]
    viewOf(all, { ...firstView, column: 'status' })
    expect(all).toEqual(before)
  })
})

describe('how a document stands', () => {
  it('counts warnings as something to look at', () => {
    expect(standing(document({ warnings: [warning] }))).toBe('remarks')
    expect(needsAttention(document({ warnings: [warning] }))).toBe(true)
    expect(needsAttention(document())).toBe(false)
  })

  it('takes a list that Go wrote as null for an empty one', () => {
    expect(standing(document({ warnings: null as unknown as [] }))).toBe('ready')
  })

  it('knows which one waits for a password', () => {
    expect(isLocked(document({ status: 'failed', error: { code: 'password', message: '' } }))).toBe(true)
    expect(isLocked(document({ status: 'failed', error: { code: 'unreadable', message: '' } }))).toBe(false)
  })
})
