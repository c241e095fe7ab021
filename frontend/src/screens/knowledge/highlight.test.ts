import { describe, expect, it } from 'vitest'
import { highlight } from './highlight'

const hits = (text: string, words: string[]) => highlight(text, words).filter((s) => s.hit).map((s) => s.text)

describe('highlight', () => {
  it('marks words whatever their case', () => {
    expect(hits('Annual leave. The LEAVE year.', ['leave'])).toEqual(['leave', 'LEAVE'])
  })

  it('marks near forms, not words that merely begin alike', () => {
    expect(hits('day days daily daylight birthday', ['day'])).toEqual(['day', 'days'])
  })

  it('gives the text back unchanged when joined', () => {
    const text = 'Up to 25 days (paid) — see §4.'
    expect(highlight(text, ['days', '(paid', '25']).map((s) => s.text).join('')).toBe(text)
  })

  it('takes signs of regular expressions as they are', () => {
    expect(hits('costs a.b and axb', ['a.b'])).toEqual(['a.b'])
  })

  it('marks nothing without words', () => {
    expect(highlight('text', [])).toEqual([{ text: 'text', hit: false }])
    expect(highlight('', ['x'])).toEqual([])
  })
})
