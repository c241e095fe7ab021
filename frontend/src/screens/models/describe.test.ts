import { describe, expect, it } from 'vitest'
import { dollars, factsOf, hostOf, priceOf } from './describe'
import { model } from './fixture'

describe('a model in words', () => {
  it.each([[2.5, '$2.50'], [0.1, '$0.10'], [0.075, '$0.075'], [15, '$15.00'], [0, '$0.00'], [0.12345, '$0.1235']])('prices %d', (amount, want) => {
    expect(dollars(amount)).toBe(want)
  })

  it('names the host, whatever the address looks like', () => {
    expect(hostOf('https://api.mistral.ai/v1')).toBe('api.mistral.ai')
    expect(hostOf('http://127.0.0.1:11434')).toBe('127.0.0.1:11434')
    expect(hostOf('nonsense')).toBe('nonsense')
  })

  it('never calls an unknown price at a provider free', () => {
    expect(priceOf(model({ local: false, priceKnown: false }))).toBe('price not known')
    expect(priceOf(model({ local: true, priceKnown: false }))).toBe('free')
    expect(priceOf(model({ priceKnown: true, priceIn: 0.1, priceOut: 0.3 }))).toBe('$0.10 in, $0.30 out per million tokens')
  })

  it('leaves out what is not known', () => {
    expect(factsOf(model({ local: true, parameters: '3.2B', size: 2_000_000_000 }))).toEqual(['3.2B', '2.0 GB', 'free'])
  })
})
