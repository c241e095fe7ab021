import { describe, expect, it } from 'vitest'
import { points } from './points'

describe('points', () => {
  it('slices plain text as strings do', () => {
    const p = points('abcdef')
    expect(p.length).toBe(6)
    expect(p.slice(1, 3)).toBe('bc')
  })

  it('counts an emoji as one', () => {
    const p = points('a😀b')
    expect(p.length).toBe(3)
    expect(p.slice(1, 2)).toBe('😀')
    expect(p.slice(2, 3)).toBe('b')
  })

  it('agrees with Array.from over a long mixed text', () => {
    const text = 'plain 😀 né𝒳t '.repeat(300)
    const all = Array.from(text)
    const p = points(text)
    expect(p.length).toBe(all.length)
    for (const [start, end] of [[0, 5], [255, 258], [256, 257], [1000, 1500], [all.length - 3, all.length]] as const) {
      expect(p.slice(start, end)).toBe(all.slice(start, end).join(''))
    }
  })

  it('clamps offsets that lie outside', () => {
    expect(points('abc').slice(-4, 99)).toBe('abc')
    expect(points('a😀').slice(2, 99)).toBe('')
  })

  it('keeps a lone surrogate as one point', () => {
    const p = points('😀\ud800x')
    expect(p.slice(2, 3)).toBe('x')
  })
})
