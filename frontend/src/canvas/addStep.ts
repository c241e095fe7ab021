import type { Port, Spec } from '@/bridge'
import { addNode, connect, newNode, type Doc, type Point } from '@/stores/doc'
import { edit, useFlow } from '@/stores/flow'
import { isNote, portsOf, useSpecs } from '@/stores/specs'
import { select, useView, type Picker } from '@/stores/view'
import { inputOf, outputOf, portFor } from './fits'

export const CARD_WIDTH = 256
const GAP = 88

/** Adds a step at a place of the canvas. */
export function addStep(spec: Spec, at: Point): string {
  const node = newNode(spec, at)
  if (isNote(spec.kind)) Object.assign(node, { width: 220, height: 120 })
  edit((doc) => addNode(doc, node))
  select([node.id])
  return node.id
}

/** The type that a loose wire carries, or wants. */
export function wireType(wire: NonNullable<Picker['wire']>): string {
  const doc = useFlow.getState()
  return (wire.kind === 'out' ? outputOf(doc, wire) : inputOf(doc, wire))?.type ?? 'any'
}

/** Adds a step where a loose wire was dropped, and connects it. */
export function addAtPicker(spec: Spec, picker: Picker): void {
  const { wire, place } = picker
  if (!wire) {
    addStep(spec, { x: place.x - CARD_WIDTH / 2, y: place.y - 22 })
    return
  }
  const port = portFor(useSpecs.getState().accepts, spec, { kind: wire.kind, type: wireType(wire) })
  const node = newNode(spec, { x: wire.kind === 'out' ? place.x : place.x - CARD_WIDTH, y: place.y - 22 })
  edit((doc) => joined(addNode(doc, node), wire, node.id, port))
  select([node.id])
}

function joined(doc: Doc, wire: NonNullable<Picker['wire']>, node: string, port: Port | undefined): Doc {
  if (!port) return doc
  const end = { node, port: port.name }
  if (wire.kind === 'out') return connect(doc, wire, end, port.many)
  return connect(doc, end, wire, inputOf(doc, wire)?.many ?? false)
}

function freePlace(doc: Doc, at: Point): Point {
  const taken = (p: Point) => doc.nodes.some((n) => Math.abs(n.x - p.x) < CARD_WIDTH && Math.abs(n.y - p.y) < 120)
  let place = at
  for (let i = 0; i < 40 && taken(place); i++) place = { x: place.x, y: place.y + 140 }
  return place
}

/** Adds a step after the chosen one and connects the two where they fit; else near the middle. */
export function addAfterChosen(spec: Spec, middle: Point): void {
  const doc = useFlow.getState()
  const { nodes } = useView.getState()
  const before = nodes.size === 1 ? doc.nodes.find((n) => nodes.has(n.id)) : undefined
  const output = before && portsOf(before).out[0]
  if (!before || !output || isNote(spec.kind)) {
    addStep(spec, freePlace(doc, { x: middle.x - CARD_WIDTH / 2, y: middle.y - 60 }))
    return
  }
  const place = freePlace(doc, { x: before.x + CARD_WIDTH + GAP, y: before.y })
  addAtPicker(spec, { screen: place, place: { x: place.x, y: place.y + 22 }, wire: { node: before.id, port: output.name, kind: 'out' } })
}
