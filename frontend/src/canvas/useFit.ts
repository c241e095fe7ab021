import { getViewportForBounds, useReactFlow, useStoreApi, type Rect } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import type { FlowNode } from '@/bridge'
import { useFlow } from '@/stores/flow'
import { usual, type Sized } from './layout'
import { sizeIn } from './size'
import { usePaletteOpen } from './usePalette'

function boundsOf(nodes: FlowNode[], size: (id: string) => Sized | undefined): Rect {
  const boxes = nodes.map((n) => ({ x: n.x, y: n.y, ...(size(n.id) ?? usual) }))
  const x = Math.min(...boxes.map((b) => b.x))
  const y = Math.min(...boxes.map((b) => b.y))
  return { x, y, width: Math.max(...boxes.map((b) => b.x + b.width)) - x, height: Math.max(...boxes.map((b) => b.y + b.height)) - y }
}

interface Options {
  /** Only these steps. */
  ids?: string[]
  /** Does not go smaller than this, so that cards stay readable. */
  least?: number
  duration?: number
}

/** Shows all steps, or some, beside what lies over the canvas. */
export function useFit() {
  const flow = useReactFlow()
  const store = useStoreApi()
  const paletteOpen = usePaletteOpen()
  return useCallback(({ ids, least = 0.1, duration = 240 }: Options = {}) => {
    const nodes = useFlow.getState().nodes.filter((n) => !ids || ids.includes(n.id))
    const { width, height } = store.getState()
    if (nodes.length === 0 || width === 0) return
    const padding = { left: paletteOpen ? 244 : 48, right: 48, top: 64, bottom: 48 }
    const px = Object.fromEntries(Object.entries(padding).map(([side, n]) => [side, `${n}px` as const]))
    const bounds = boundsOf(nodes, sizeIn(flow))
    const viewport = getViewportForBounds(bounds, width, height, least, 1, px)
    // What does not fit at the least size is shown from its first step on.
    const [first] = nodes
    if (first && bounds.width * viewport.zoom > width - padding.left - padding.right) viewport.x = padding.left - first.x * viewport.zoom
    if (first && bounds.height * viewport.zoom > height - padding.top - padding.bottom) viewport.y = height / 3 - first.y * viewport.zoom
    void flow.setViewport(viewport, { duration })
  }, [flow, store, paletteOpen])
}

/** Shows the whole assistant once, when its cards have been measured. */
export function useFitAtStart(measured: boolean): void {
  const fit = useFit()
  const fitted = useRef(false)
  useEffect(() => {
    if (!measured || fitted.current) return
    fitted.current = true
    fit({ least: 0.5, duration: 0 })
  }, [measured, fit])
}
