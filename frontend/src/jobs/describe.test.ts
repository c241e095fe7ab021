import { describe, expect, it } from 'vitest'
import { canResume, facts, isActive, needsAttention, percent } from './describe'
import { job } from './fixture'

describe('a job in words', () => {
  it('says how far and how long while it runs', () => {
    expect(facts(job({ done: 3, total: 12, unit: 'files', left: 18 }))).toBe('3 of 12 files · about 20 seconds left')
  })

  it('leaves out what is not known', () => {
    expect(facts(job({ done: 0, total: 0, left: -1 }))).toBe('')
    expect(facts(job({ done: 1, total: 0, unit: 'pieces', left: -1 }))).toBe('1 piece')
  })

  it('shows sizes for bytes', () => {
    expect(facts(job({ done: 1_200_000_000, total: 4_700_000_000, unit: 'bytes', left: -1 }))).toBe('1.2 GB of 4.7 GB')
  })

  it('says why it stands still', () => {
    expect(facts(job({ status: 'interrupted', done: 2, total: 5, unit: 'files' }))).toBe('Interrupted when Greenlight closed · 2 of 5 files')
  })

  it('keeps the bar between its ends', () => {
    expect(percent(job({ done: 7, total: 5 }))).toBe(100)
    expect(percent(job({ done: 1, total: 4 }))).toBe(25)
    expect(percent(job({ done: 1, total: 0 }))).toBeUndefined()
  })

  it('knows what can be done about each state', () => {
    const states = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const
    expect(states.filter((status) => isActive(job({ status })))).toEqual(['queued', 'running'])
    expect(states.filter((status) => needsAttention(job({ status })))).toEqual(['failed', 'interrupted'])
    expect(states.filter((status) => canResume(job({ status })))).toEqual(['failed', 'cancelled', 'interrupted'])
  })
})
