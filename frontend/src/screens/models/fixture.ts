import type { Model } from '@/bridge'

/** A model of a provider for tests. */
export function model(change: Partial<Model> = {}): Model {
  return {
    id: 'mistral/small', provider: 'mistral', name: 'small', kind: 'chat', title: 'Small', description: '', local: false,
    address: 'https://api.mistral.ai/v1', context: 0, dimensions: 0, priceIn: 0, priceOut: 0, priceKnown: false, digest: '', size: 0,
    parameters: '', quantised: '', licence: '', shutdown: '', addedAt: '2026-11-20T10:00:00Z', ...change,
  }
}
