// The one store of the assistant that is open on the canvas, with undo and redo. Changes go
// through edit(); changes with the same tag (a drag, typing into one field) are one step of undo.
import { temporal } from 'zundo'
import { create } from 'zustand'
import type { Flow } from '@/bridge'
import type { Doc } from './doc'

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed'

export interface FlowState extends Doc {
  id: string
  name: string
  description: string
  createdAt: string
  updatedAt: string
  /** The revision that the graph is based on. */
  revision: number
  save: SaveState
}

const empty: FlowState = {
  id: '', name: '', description: '', createdAt: '', updatedAt: '', revision: 0, save: 'saved', nodes: [], edges: [],
}

export const useFlow = create<FlowState>()(
  temporal(() => empty, {
    partialize: ({ nodes, edges }): Doc => ({ nodes, edges }),
    equality: (a, b) => a.nodes === b.nodes && a.edges === b.edges,
    limit: 300,
  }),
)

const history = () => useFlow.temporal.getState()

let lastTag = ''
let lastAt = 0

/** Typing pauses longer than this begin a new step of undo. */
const TYPING_PAUSE = 1500

function joinsLast(tag: string): boolean {
  const now = performance.now()
  const joins = tag !== '' && tag === lastTag && (tag.startsWith('drag:') || now - lastAt < TYPING_PAUSE)
  lastTag = tag
  lastAt = now
  return joins
}

/** Changes the graph. A tag joins the change to the one before that has the same tag. */
export function edit(change: (doc: Doc) => Doc, tag = ''): void {
  const { nodes, edges } = useFlow.getState()
  const next = change({ nodes, edges })
  if (next.nodes === nodes && next.edges === edges) return
  const joins = joinsLast(tag)
  if (joins) history().pause()
  useFlow.setState({ nodes: next.nodes, edges: next.edges })
  if (joins) history().resume()
}

export function undo(): void {
  lastTag = ''
  history().undo()
}

export function redo(): void {
  lastTag = ''
  history().redo()
}

/** Sets what is no part of the graph, and therefore of undo. */
export function setMeta(meta: Partial<Omit<FlowState, 'nodes' | 'edges'>>): void {
  useFlow.setState(meta)
}

/** Puts an assistant on the canvas and forgets the history of the one before. */
export function load(flow: Flow): void {
  lastTag = ''
  useFlow.setState({
    id: flow.id,
    name: flow.name,
    description: flow.description,
    createdAt: flow.createdAt,
    updatedAt: flow.updatedAt,
    revision: flow.revision,
    save: 'saved',
    nodes: flow.nodes,
    edges: flow.edges,
  })
  history().clear()
}

export function unload(): void {
  useFlow.setState(empty)
  history().clear()
}

/** The assistant as the program knows it. */
export function currentFlow(): Flow {
  const { id, name, description, nodes, edges, revision, createdAt, updatedAt } = useFlow.getState()
  return { id, name, description, nodes, edges, revision, createdAt, updatedAt }
}
