import { describe, expect, it } from 'vitest'
import { match } from './match'

const order = (query: string, texts: string[]) =>
  texts
    .map((text) => ({ text, score: match(query, text)?.score }))
    .filter((hit): hit is { text: string; score: number } => hit.score !== undefined)
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.text)

describe('match', () => {
  it('takes everything for an empty query', () => {
    expect(match('', 'anything')).toEqual({ score: 0, at: [] })
  })

  it('refuses letters that are not there, or not in order', () => {
    expect(match('xyz', 'Open settings')).toBeNull()
    expect(match('gnitt', 'Open settings')).toBeNull()
  })

  it('puts a start before the start of a word, and that before the middle', () => {
    expect(order('set', ['Reset zoom', 'Open settings', 'Settings'])).toEqual(['Settings', 'Open settings', 'Reset zoom'])
  })

  it('finds initials', () => {
    expect(match('hph', 'HR policy helper')?.at).toEqual([0, 3, 10])
  })

  it('puts letters in a row before scattered ones', () => {
    expect(order('know', ['Open Knowledge', 'Keep new old words'])[0]).toBe('Open Knowledge')
  })

  it('ignores case and accents and keeps the indexes right', () => {
    expect(match('resume', 'My Résumé')?.at).toEqual([3, 4, 5, 6, 7, 8])
  })

  it('reads several words', () => {
    expect(match('hr help', 'HR policy helper')).not.toBeNull()
  })
})
