import { beforeEach, describe, expect, it, vi } from 'vitest'
import { load, useFlow } from '@/stores/flow'
import { select, useView } from '@/stores/view'
import { node } from '@/test/fixtures'
import { copyChosen, duplicateChosen, paste, stepsIn } from './clipboard'

const write = vi.fn<(text: string) => Promise<void>>().mockResolvedValue(undefined)

beforeEach(() => {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: write } })
  write.mockClear()
  load({
    id: 'f', name: '', description: '', revision: 1, createdAt: '', updatedAt: '',
    nodes: [node('a', 'text', { template: 'Hi' }), node('b', 'text')], edges: [{ id: 'e', from: 'a', fromPort: 'o', to: 'b', toPort: 'i' }],
  })
})

describe('copying', () => {
  it('pastes steps with the wires between them, into another window too', () => {
    select(['a', 'b'])
    expect(copyChosen()).toBe(2)
    const text = write.mock.calls[0]?.[0] ?? ''
    load({ id: 'g', name: '', description: '', revision: 1, createdAt: '', updatedAt: '', nodes: [], edges: [] })
    expect(paste(text)).toBe(2)
    const { nodes, edges } = useFlow.getState()
    expect(nodes.map((n) => n.settings['template'])).toEqual(['Hi', undefined])
    expect(edges).toMatchObject([{ from: nodes[0]?.id, to: nodes[1]?.id }])
    expect([...useView.getState().nodes]).toEqual(nodes.map((n) => n.id))
  })

  it('ignores a clipboard with anything else', () => {
    for (const text of ['hello', '{}', '[1]', 'null', '{"greenlight/steps":{"nodes":1}}']) expect(stepsIn(text)).toBeUndefined()
    expect(paste('hello')).toBe(0)
    expect(useFlow.getState().nodes).toHaveLength(2)
  })

  it('duplicates beside the original', () => {
    select(['a'])
    expect(duplicateChosen()).toBe(1)
    expect(useFlow.getState().nodes[2]).toMatchObject({ x: 32, y: 32, settings: { template: 'Hi' } })
  })
})
