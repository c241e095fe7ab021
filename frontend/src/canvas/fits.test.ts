import { beforeEach, describe, expect, it } from 'vitest'
import type { Doc } from '@/stores/doc'
import { useInspection } from '@/stores/inspection'
import { setPalette } from '@/stores/specs'
import { node, port, spec } from '@/test/fixtures'
import { canvas } from '@/text/canvas'
import { portFor, whyNot } from './fits'

const accepts = { text: ['text', 'answer', 'any'], passages: ['passages', 'any'], any: ['text', 'passages', 'answer', 'any'] }
const search = spec('search', { ports: { in: [port('query', 'text')], out: [port('passages', 'passages')] } })
const answer = spec('answer', { ports: { in: [port('question', 'text'), port('passages', 'passages', { label: 'Found pieces' })], out: [port('answer', 'answer')] } })
const question = spec('question', { ports: { in: [], out: [port('question', 'text')] } })
const doc: Doc = {
  nodes: [node('q', 'question'), node('s', 'search'), node('a', 'answer')],
  edges: [{ id: 'e', from: 's', fromPort: 'passages', to: 'a', toPort: 'passages' }],
}

beforeEach(() => {
  setPalette({ kinds: [search, answer, question], accepts })
  useInspection.setState({ cards: {} })
})

describe('whyNot', () => {
  it('lets fitting ends be connected', () => {
    expect(whyNot(doc, accepts, { node: 'q', port: 'question' }, { node: 's', port: 'query' })).toBeUndefined()
    expect(whyNot(doc, accepts, { node: 's', port: 'passages' }, { node: 'a', port: 'passages' })).toBeUndefined()
  })

  it('names both types when they do not fit', () => {
    const why = whyNot(doc, accepts, { node: 'q', port: 'question' }, { node: 'a', port: 'passages' })
    expect(why).toBe(canvas.wrongType('Found pieces', 'found pieces', 'text'))
  })

  it('refuses circles and a step that feeds itself', () => {
    expect(whyNot(doc, accepts, { node: 'a', port: 'answer' }, { node: 's', port: 'query' })).toBe(canvas.circle)
    expect(whyNot(doc, accepts, { node: 's', port: 'passages' }, { node: 's', port: 'query' })).toBe(canvas.self)
  })
})

describe('portFor', () => {
  it('prefers the input of the very type', () => {
    expect(portFor(accepts, answer, { kind: 'out', type: 'passages' })?.name).toBe('passages')
    expect(portFor(accepts, answer, { kind: 'out', type: 'text' })?.name).toBe('question')
  })

  it('gives nothing for a kind that does not fit', () => expect(portFor(accepts, question, { kind: 'out', type: 'text' })).toBeUndefined())

  it('looks at outputs when the wire wants one', () => {
    expect(portFor(accepts, search, { kind: 'in', type: 'passages' })?.name).toBe('passages')
    expect(portFor(accepts, search, { kind: 'in', type: 'text' })).toBeUndefined()
  })
})
