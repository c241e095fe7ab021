// The graph of an assistant and what can be done to it. Everything here is pure: it takes a
// graph and gives a new one that shares what did not change, so that undo costs nothing and
// cards that did not change are not drawn again.
import type { FlowEdge, FlowNode, Settings, Spec } from '@/bridge'
import { newId } from './id'

export interface Doc {
  nodes: FlowNode[]
  edges: FlowEdge[]
}

export interface Point {
  x: number
  y: number
}

/** One end of a wire. */
export interface End {
  node: string
  port: string
}

export const GRID = 8

export const snap = (value: number): number => Math.round(value / GRID) * GRID

export function newNode(spec: Spec, at: Point): FlowNode {
  return {
    id: 'n' + newId().slice(0, 10),
    kind: spec.kind,
    version: spec.version,
    title: '',
    x: snap(at.x),
    y: snap(at.y),
    settings: structuredClone(spec.defaults),
  }
}

export const addNode = (doc: Doc, node: FlowNode): Doc => ({ ...doc, nodes: [...doc.nodes, node] })

export function patchNode(doc: Doc, id: string, patch: Partial<FlowNode>): Doc {
  const at = doc.nodes.findIndex((n) => n.id === id)
  const node = doc.nodes[at]
  if (!node) return doc
  return { ...doc, nodes: doc.nodes.with(at, { ...node, ...patch }) }
}

export function setField(doc: Doc, id: string, field: string, value: unknown): Doc {
  const settings = doc.nodes.find((n) => n.id === id)?.settings
  return settings ? patchNode(doc, id, { settings: { ...settings, [field]: value } satisfies Settings }) : doc
}

/** Puts steps at new places; the others stay the same objects. */
export function moveNodes(doc: Doc, places: ReadonlyMap<string, Point>): Doc {
  const nodes = doc.nodes.map((n) => {
    const to = places.get(n.id)
    return !to || (to.x === n.x && to.y === n.y) ? n : { ...n, x: to.x, y: to.y }
  })
  return nodes.some((n, i) => n !== doc.nodes[i]) ? { ...doc, nodes } : doc
}

/** Connects an output to an input. An input that takes one wire gives up the one it had. */
export function connect(doc: Doc, from: End, to: End, many: boolean): Doc {
  const same = (e: FlowEdge) => e.from === from.node && e.fromPort === from.port && e.to === to.node && e.toPort === to.port
  if (doc.edges.some(same)) return doc
  const kept = many ? doc.edges : doc.edges.filter((e) => e.to !== to.node || e.toPort !== to.port)
  const edge: FlowEdge = { id: 'e' + newId().slice(0, 10), from: from.node, fromPort: from.port, to: to.node, toPort: to.port }
  return { ...doc, edges: [...kept, edge] }
}

/** Takes out steps, the wires at them, and other wires by id. */
export function remove(doc: Doc, nodes: ReadonlySet<string>, edges: ReadonlySet<string> = new Set()): Doc {
  if (nodes.size === 0 && edges.size === 0) return doc
  return {
    nodes: doc.nodes.filter((n) => !nodes.has(n.id)),
    edges: doc.edges.filter((e) => !edges.has(e.id) && !nodes.has(e.from) && !nodes.has(e.to)),
  }
}

/** The chosen steps and the wires between them. */
export function pick(doc: Doc, ids: ReadonlySet<string>): Doc {
  return {
    nodes: doc.nodes.filter((n) => ids.has(n.id)),
    edges: doc.edges.filter((e) => ids.has(e.from) && ids.has(e.to)),
  }
}

/** Puts copies of a part into the graph, moved by an offset; gives the copies' ids. */
export function insert(doc: Doc, part: Doc, by: Point): { doc: Doc; ids: string[] } {
  const fresh = new Map(part.nodes.map((n) => [n.id, 'n' + newId().slice(0, 10)]))
  const nodes = part.nodes.map((n) => ({
    ...structuredClone(n),
    id: fresh.get(n.id) ?? n.id,
    x: n.x + by.x,
    y: n.y + by.y,
  }))
  const edges = part.edges.flatMap((e) => {
    const from = fresh.get(e.from)
    const to = fresh.get(e.to)
    return from && to ? [{ ...e, id: 'e' + newId().slice(0, 10), from, to }] : []
  })
  return { doc: { nodes: [...doc.nodes, ...nodes], edges: [...doc.edges, ...edges] }, ids: [...fresh.values()] }
}

/** Reports whether a wire from one step to another would close a circle. */
export function closesCircle(doc: Doc, from: string, to: string): boolean {
  const next = new Map<string, string[]>()
  for (const e of doc.edges) next.set(e.from, [...(next.get(e.from) ?? []), e.to])
  const seen = new Set<string>()
  const stack = [to]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at === from) return true
    if (seen.has(at)) continue
    seen.add(at)
    stack.push(...(next.get(at) ?? []))
  }
  return false
}

/** The steps whose output is what the assistant gives: those before a Result, or the last ones. */
export function resultSteps(doc: Doc): ReadonlySet<string> {
  const results = doc.nodes.filter((n) => n.kind === 'output').map((n) => n.id)
  if (results.length > 0) return new Set(doc.edges.filter((e) => results.includes(e.to)).map((e) => e.from))
  const feeding = new Set(doc.edges.map((e) => e.from))
  return new Set(doc.nodes.filter((n) => !feeding.has(n.id)).map((n) => n.id))
}
