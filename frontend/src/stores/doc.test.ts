import { describe, expect, it } from 'vitest'
import type { FlowEdge, FlowNode } from '@/bridge'
import { closesCircle, connect, insert, moveNodes, pick, remove, resultSteps, setField, type Doc } from './doc'

const node = (id: string, kind = 'prompt'): FlowNode => ({ id, kind, version: 1, title: '', x: 0, y: 0, settings: {} })
const edge = (from: string, to: string, toPort = 'in'): FlowEdge => ({ id: `${from}-${to}-${toPort}`, from, fromPort: 'out', to, toPort })

const chain: Doc = { nodes: ['a', 'b', 'c'].map((id) => node(id)), edges: [edge('a', 'b'), edge('b', 'c')] }

describe('connect', () => {
  it('gives up the old wire of an input that takes one', () => {
    const doc = connect(chain, { node: 'a', port: 'out' }, { node: 'c', port: 'in' }, false)
    expect(doc.edges.filter((e) => e.to === 'c').map((e) => e.from)).toEqual(['a'])
  })

  it('keeps the others of an input that takes several', () => {
    const doc = connect(chain, { node: 'a', port: 'out' }, { node: 'c', port: 'in' }, true)
    expect(doc.edges.filter((e) => e.to === 'c').map((e) => e.from)).toEqual(['b', 'a'])
  })

  it('changes nothing when the wire is there already', () => {
    expect(connect(chain, { node: 'a', port: 'out' }, { node: 'b', port: 'in' }, true)).toBe(chain)
  })
})

describe('remove', () => {
  it('takes the wires at a step with it', () => {
    const doc = remove(chain, new Set(['b']))
    expect(doc.nodes.map((n) => n.id)).toEqual(['a', 'c'])
    expect(doc.edges).toEqual([])
  })

  it('changes nothing when nothing is chosen', () => expect(remove(chain, new Set())).toBe(chain))
})

describe('moveNodes', () => {
  it('leaves the steps that did not move the same objects', () => {
    const doc = moveNodes(chain, new Map([['b', { x: 8, y: 16 }], ['c', { x: 0, y: 0 }]]))
    expect(doc.nodes[0]).toBe(chain.nodes[0])
    expect(doc.nodes[2]).toBe(chain.nodes[2])
    expect(doc.nodes[1]).toMatchObject({ x: 8, y: 16 })
  })

  it('is the same graph when nothing moved', () => expect(moveNodes(chain, new Map([['a', { x: 0, y: 0 }]]))).toBe(chain))
})

describe('insert', () => {
  it('gives copies ids of their own and keeps the wires between them', () => {
    const part = pick(chain, new Set(['a', 'b']))
    const { doc, ids } = insert(chain, part, { x: 32, y: 32 })
    expect(new Set(doc.nodes.map((n) => n.id)).size).toBe(5)
    const wires = doc.edges.slice(chain.edges.length)
    expect(wires).toHaveLength(1)
    expect(wires[0]).toMatchObject({ from: ids[0], to: ids[1] })
    expect(doc.nodes[3]).toMatchObject({ x: 32, y: 32 })
  })

  it('does not share settings with the original', () => {
    const source = setField(chain, 'a', 'list', [{ name: 'x' }])
    const { doc } = insert(source, pick(source, new Set(['a'])), { x: 0, y: 0 })
    expect(doc.nodes[3]?.settings['list']).toEqual(source.nodes[0]?.settings['list'])
    expect(doc.nodes[3]?.settings['list']).not.toBe(source.nodes[0]?.settings['list'])
  })
})

describe('closesCircle', () => {
  it.each([
    ['c', 'a', true],
    ['b', 'b', true],
    ['a', 'c', false],
    ['b', 'a', true],
  ])('%s to %s: %s', (from, to, expected) => expect(closesCircle(chain, from, to)).toBe(expected))
})

describe('resultSteps', () => {
  it('are the last steps when there is no Result', () => expect([...resultSteps(chain)]).toEqual(['c']))

  it('are the steps before each Result', () => {
    const doc = { nodes: [...chain.nodes, node('r', 'output')], edges: [...chain.edges, edge('b', 'r')] }
    expect([...resultSteps(doc)]).toEqual(['b'])
  })
})
