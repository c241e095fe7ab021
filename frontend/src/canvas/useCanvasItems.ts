import type { NodeChange } from '@xyflow/react'
import { useCallback, useMemo, useState } from 'react'
import type { FlowEdge } from '@/bridge'
import { useFlow } from '@/stores/flow'
import { useInspection } from '@/stores/inspection'
import { useView } from '@/stores/view'
import { NodeKeeper, WireKeeper, type CanvasNode, type Size } from './items'
import type { WireType } from './Wire'

const none: FlowEdge[] = []

/** The steps as the canvas library wants them, and the function that takes their measured sizes. */
export function useCanvasNodes() {
  const nodes = useFlow((s) => s.nodes)
  const selected = useView((s) => s.nodes)
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map())
  const [keeper] = useState(() => new NodeKeeper())
  const items = useMemo(() => keeper.build(nodes, selected, sizes), [keeper, nodes, selected, sizes])

  const measure = useCallback((changes: NodeChange<CanvasNode>[]) => {
    const found = changes.flatMap((c) => (c.type === 'dimensions' && c.dimensions ? [[c.id, c.dimensions] as const] : []))
    if (found.length > 0) setSizes((before) => new Map([...before, ...found]))
  }, [])

  return { items, measure, measured: sizes.size > 0 }
}

/** The wires; they wait for the first inspection, which says what ports there are. */
export function useCanvasWires(): WireType[] {
  const ready = useInspection((s) => s.ready)
  const all = useFlow((s) => s.edges)
  const edges = ready ? all : none
  const selected = useView((s) => s.edges)
  const [keeper] = useState(() => new WireKeeper())
  return useMemo(() => keeper.build(edges, selected), [keeper, edges, selected])
}
