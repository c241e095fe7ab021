import { describe, expect, it } from 'vitest'
import type { Egress } from '@/bridge'
import { outcomeOf, outside, purposeOf } from './egressView'

const record = (change: Partial<Egress>): Egress => ({
  at: '2026-11-23T10:00:00Z', host: 'api.mistral.ai', provider: 'mistral', purpose: 'chat', sent: 100, received: 50, status: 200, ms: 1, local: false, ...change,
})

describe('what left this computer', () => {
  it('counts only what went to other computers', () => {
    const list = [record({}), record({ sent: 5, host: 'b.example' }), record({ sent: 900, local: true, host: '127.0.0.1' })]
    expect(outside(list)).toMatchObject({ hosts: 2, sent: 105 })
    expect(outside(list).records).toHaveLength(2)
  })

  it('says how it ended', () => {
    expect(outcomeOf(record({}))).toEqual({ text: 'fine', bad: false })
    expect(outcomeOf(record({ status: 429 }))).toEqual({ text: 'refused (429)', bad: true })
    expect(outcomeOf(record({ status: 0 }))).toEqual({ text: 'no answer', bad: true })
  })

  it('keeps a purpose that it does not know', () => {
    expect(purposeOf(record({ purpose: 'embed' }))).toBe('Meaning of texts')
    expect(purposeOf(record({ purpose: 'dream' }))).toBe('dream')
  })
})
