import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useCallback, useRef } from 'react'
import { moveNodes, patchNode, remove, type Point } from '@/stores/doc'
import { edit } from '@/stores/flow'
import { newId } from '@/stores/id'
import { useView } from '@/stores/view'
import type { CanvasNode } from './items'
import type { WireType } from './Wire'

type Changes = NodeChange<CanvasNode>[]

function selectionAfter(before: ReadonlySet<string>, changes: (NodeChange | EdgeChange)[]): ReadonlySet<string> {
  const next = new Set(before)
  for (const c of changes) {
    if (c.type !== 'select') continue
    if (c.selected) next.add(c.id)
    else next.delete(c.id)
  }
  const same = next.size === before.size && [...next].every((id) => before.has(id))
  return same ? before : next
}

function move(changes: Changes, tag: string): void {
  const places = new Map<string, Point>()
  for (const c of changes) if (c.type === 'position' && c.position) places.set(c.id, c.position)
  if (places.size > 0) edit((doc) => moveNodes(doc, places), tag)
}

function resize(changes: Changes): void {
  for (const c of changes) {
    if (c.type !== 'dimensions' || !c.dimensions || c.setAttributes === undefined) continue
    const { width, height } = c.dimensions
    edit((doc) => patchNode(doc, c.id, { width, height }), `drag:size:${c.id}`)
  }
}

/** Takes what a person does on the canvas into the assistant. One drag is one step of undo. */
export function useCanvasChanges(measure: (changes: Changes) => void) {
  const gesture = useRef('')

  const onNodesChange = useCallback((changes: Changes) => {
    measure(changes)
    resize(changes)
    move(changes, gesture.current || 'keys:move')
    const nodes = selectionAfter(useView.getState().nodes, changes)
    if (nodes !== useView.getState().nodes) useView.setState({ nodes })
  }, [measure])

  const onEdgesChange = useCallback((changes: EdgeChange<WireType>[]) => {
    const edges = selectionAfter(useView.getState().edges, changes)
    if (edges !== useView.getState().edges) useView.setState({ edges })
  }, [])

  const onDragStart = useCallback(() => { gesture.current = `drag:${newId()}` }, [])
  const onDragStop = useCallback(() => { gesture.current = '' }, [])

  return { onNodesChange, onEdgesChange, onDragStart, onDragStop }
}

/** Deletes what is chosen; gives the number of steps. */
export function deleteChosen(): number {
  const { nodes, edges } = useView.getState()
  edit((doc) => remove(doc, nodes, edges))
  useView.setState({ nodes: new Set(), edges: new Set() })
  return nodes.size
}
