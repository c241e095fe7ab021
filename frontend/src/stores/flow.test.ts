import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Flow, FlowNode } from '@/bridge'
import { moveNodes, remove, setField } from './doc'
import { edit, load, redo, undo, useFlow } from './flow'

const node = (id: string): FlowNode => ({ id, kind: 'text', version: 1, title: '', x: 0, y: 0, settings: { template: '' } })
const flow: Flow = {
  id: 'f', name: 'F', description: '', revision: 3, createdAt: '', updatedAt: '', nodes: [node('a'), node('b')], edges: [],
}

const at = (id: string) => useFlow.getState().nodes.find((n) => n.id === id)
const move = (x: number, tag: string) => edit((d) => moveNodes(d, new Map([['a', { x, y: 0 }]])), tag)
const write = (text: string) => edit((d) => setField(d, 'a', 'template', text), 'field:a:template')

beforeEach(() => {
  vi.useRealTimers()
  load(flow)
})

describe('undo', () => {
  it('takes a whole drag back at once', () => {
    for (const x of [8, 16, 24]) move(x, 'drag:1')
    expect(at('a')?.x).toBe(24)
    undo()
    expect(at('a')?.x).toBe(0)
    redo()
    expect(at('a')?.x).toBe(24)
  })

  it('keeps two drags apart', () => {
    move(8, 'drag:1')
    move(16, 'drag:2')
    undo()
    expect(at('a')?.x).toBe(8)
  })

  it('joins what is typed into one field without a pause', () => {
    for (const text of ['H', 'He', 'Hello']) write(text)
    undo()
    expect(at('a')?.settings['template']).toBe('')
  })

  it('begins anew after a pause in typing', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1000)
    write('Hello')
    clock.mockReturnValue(9000)
    write('Hello you')
    undo()
    expect(at('a')?.settings['template']).toBe('Hello')
    clock.mockRestore()
  })

  it('does not reach into the assistant that was open before', () => {
    move(8, 'drag:1')
    load({ ...flow, id: 'g', nodes: [] })
    undo()
    expect(useFlow.getState()).toMatchObject({ id: 'g', nodes: [] })
  })

  it('forgets what could be redone once something else is changed', () => {
    move(8, 'drag:1')
    undo()
    edit((d) => remove(d, new Set(['b'])))
    redo()
    expect(at('a')?.x).toBe(0)
    expect(at('b')).toBeUndefined()
  })

  it('records nothing for a change that changes nothing', () => {
    edit((d) => d)
    expect(useFlow.temporal.getState().pastStates).toHaveLength(0)
  })
})
