import type { FlowEdge, FlowNode } from '@/bridge'
import { isNote } from '@/stores/specs'
import { CARD_WIDTH } from './addStep'
import type { NoteNodeType } from './NoteNode'
import type { StepNodeType } from './StepNode'
import type { WireType } from './Wire'

export type CanvasNode = StepNodeType | NoteNodeType

export interface Size {
  width: number
  height: number
}

function toCanvas(source: FlowNode, selected: boolean, measured: Size | undefined): CanvasNode {
  const base = { id: source.id, position: { x: source.x, y: source.y }, data: { node: source }, selected, measured }
  if (!isNote(source.kind)) return { ...base, type: 'step', initialWidth: CARD_WIDTH, initialHeight: 110 }
  return { ...base, type: 'note', width: source.width ?? 220, height: source.height ?? 120, zIndex: -1 }
}

function toWire(source: FlowEdge, selected: boolean): WireType {
  const { id, from, to, fromPort, toPort } = source
  return { id, source: from, target: to, sourceHandle: fromPort, targetHandle: toPort, type: 'wire', selected, data: {} }
}

interface Kept {
  source: FlowNode
  selected: boolean
  measured: Size | undefined
  node: CanvasNode
}

/** Makes the canvas library's steps; an object stays the same while nothing of its step changes. */
export class NodeKeeper {
  private kept = new Map<string, Kept>()

  build(nodes: FlowNode[], selected: ReadonlySet<string>, sizes: ReadonlyMap<string, Size>): CanvasNode[] {
    const next = new Map<string, Kept>()
    for (const source of nodes) {
      const [chosen, measured] = [selected.has(source.id), sizes.get(source.id)]
      const old = this.kept.get(source.id)
      const same = old?.source === source && old.selected === chosen && old.measured === measured
      next.set(source.id, same ? old : { source, selected: chosen, measured, node: toCanvas(source, chosen, measured) })
    }
    this.kept = next
    return [...next.values()].map((k) => k.node)
  }
}

interface KeptWire {
  source: FlowEdge
  selected: boolean
  wire: WireType
}

/** The same for wires. */
export class WireKeeper {
  private kept = new Map<string, KeptWire>()

  build(edges: FlowEdge[], selected: ReadonlySet<string>): WireType[] {
    const next = new Map<string, KeptWire>()
    for (const source of edges) {
      const chosen = selected.has(source.id)
      const old = this.kept.get(source.id)
      const same = old?.source === source && old.selected === chosen
      next.set(source.id, same ? old : { source, selected: chosen, wire: toWire(source, chosen) })
    }
    this.kept = next
    return [...next.values()].map((k) => k.wire)
  }
}
