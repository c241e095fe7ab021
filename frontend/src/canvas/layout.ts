import dagre from '@dagrejs/dagre'
import { snap, type Doc, type Point } from '@/stores/doc'
import { isNote } from '@/stores/specs'
import { CARD_WIDTH } from './addStep'

export interface Sized {
  width: number
  height: number
}

/** The size of a card that has not been measured yet. */
export const usual: Sized = { width: CARD_WIDTH, height: 120 }

/**
 * Places of all steps in layers from left to right (Sugiyama's method, as dagre does it).
 * Notes keep their places. The whole keeps its top left corner.
 */
export function tidy(doc: Doc, size: (id: string) => Sized | undefined): Map<string, Point> {
  const steps = doc.nodes.filter((n) => !isNote(n.kind))
  const places = new Map<string, Point>()
  const first = steps[0]
  if (!first) return places
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 88, edgesep: 16 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const n of steps) graph.setNode(n.id, { ...(size(n.id) ?? usual) })
  for (const e of doc.edges) if (graph.hasNode(e.from) && graph.hasNode(e.to)) graph.setEdge(e.from, e.to, {}, e.id)
  dagre.layout(graph)
  const corner = {
    x: Math.min(...steps.map((n) => n.x)),
    y: Math.min(...steps.map((n) => n.y)),
  }
  const tops = steps.map((n) => {
    const { x, y, width, height } = graph.node(n.id) as Point & Sized
    return { id: n.id, x: x - width / 2, y: y - height / 2 }
  })
  const origin = { x: Math.min(...tops.map((t) => t.x)), y: Math.min(...tops.map((t) => t.y)) }
  for (const t of tops) places.set(t.id, { x: snap(t.x - origin.x + corner.x), y: snap(t.y - origin.y + corner.y) })
  return places
}

export type Alignment = 'left' | 'top' | 'across' | 'down'

/** Places of the chosen steps on one edge, or with even gaps. */
export function align(doc: Doc, ids: ReadonlySet<string>, how: Alignment, size: (id: string) => Sized | undefined): Map<string, Point> {
  const chosen = doc.nodes.filter((n) => ids.has(n.id))
  const places = new Map<string, Point>()
  if (chosen.length < 2) return places
  if (how === 'left' || how === 'top') {
    const x = Math.min(...chosen.map((n) => n.x))
    const y = Math.min(...chosen.map((n) => n.y))
    for (const n of chosen) places.set(n.id, how === 'left' ? { x, y: n.y } : { x: n.x, y })
    return places
  }
  const across = how === 'across'
  const length = (id: string) => (across ? (size(id) ?? usual).width : (size(id) ?? usual).height)
  const sorted = [...chosen].sort((a, b) => (across ? a.x - b.x : a.y - b.y))
  const start = Math.min(...sorted.map((n) => (across ? n.x : n.y)))
  const end = Math.max(...sorted.map((n) => (across ? n.x : n.y) + length(n.id)))
  const used = sorted.reduce((sum, n) => sum + length(n.id), 0)
  const gap = Math.max(24, (end - start - used) / (sorted.length - 1))
  let at = start
  for (const n of sorted) {
    places.set(n.id, across ? { x: snap(at), y: n.y } : { x: n.x, y: snap(at) })
    at += length(n.id) + gap
  }
  return places
}
