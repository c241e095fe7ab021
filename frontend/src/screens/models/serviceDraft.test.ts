import { describe, expect, it } from 'vitest'
import { faultsOf, firstDraft, isLoopback } from './serviceDraft'

const draft = { ...firstDraft(undefined), name: 'mistral', preset: 'mistral', address: 'https://api.mistral.ai/v1' }

describe('a connection being written', () => {
  it('is fine when it is whole', () => expect(faultsOf(draft)).toEqual({}))

  it.each(['', 'Mistral', 'my service', '-x'])('refuses the name “%s”', (name) => {
    expect(faultsOf({ ...draft, name })).toHaveProperty('name')
  })

  it.each(['', 'api.mistral.ai', 'ftp://x', 'https://'])('refuses the address “%s”', (address) => {
    expect(faultsOf({ ...draft, address })).toHaveProperty('address')
  })

  it('sees a pattern that was not filled in', () => {
    expect(faultsOf({ ...draft, address: 'https://YOUR-RESOURCE.openai.azure.com' }).address).toContain('your own resource')
  })

  it.each([
    ['http://127.0.0.1:1234/v1', true], ['http://localhost:8080', true], ['http://[::1]:1/', true],
    ['https://api.openai.com', false], ['http://127.evil.example', false], ['nonsense', false],
  ])('knows whether %s is here', (address, here) => expect(isLoopback(address)).toBe(here))
})
