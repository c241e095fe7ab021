import type { NodeChange } from '@xyflow/react'
import { useCallback, useMemo, useState } from 'react'
import { useFlow } from '@/stores/flow'
import { useView } from '@/stores/view'
import { NodeKeeper, WireKeeper, type CanvasNode, type Size } from './items'
import type { WireType } from './Wire'

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

export function useCanvasWires(): WireType[] {
  const edges = useFlow((s) => s.edges)
  const selected = useView((s) => s.edges)
  const [keeper] = useState(() => new WireKeeper())
  return useMemo(() => keeper.build(edges, selected), [keeper, edges, selected])
}
