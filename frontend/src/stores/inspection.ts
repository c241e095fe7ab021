// What the program says about the graph on the canvas: the text and ports of each card, what is
// wrong and where, and what the assistant will ask for. Asked again shortly after each change.
import { create } from 'zustand'
import { api, type Card, type FlowInput, type Problem } from '@/bridge'
import type { Doc } from './doc'
import { currentFlow, useFlow } from './flow'

interface InspectionState {
  /** False until the first answer. */
  ready: boolean
  ok: boolean
  problems: Problem[]
  /** Problems by step id; those of the whole assistant under "". */
  byNode: Record<string, Problem[]>
  cards: Record<string, Card>
  inputs: FlowInput[]
}

const nothing: InspectionState = { ready: false, ok: false, problems: [], byNode: {}, cards: {}, inputs: [] }

export const useInspection = create<InspectionState>()(() => nothing)

const DELAY = 180

/** Keeps the old object where nothing changed, so that its card is not drawn again. */
function keepSame<T>(before: Record<string, T>, after: Record<string, T>): Record<string, T> {
  const kept = Object.entries(after).map(([id, value]) => {
    const old = before[id]
    return [id, old !== undefined && JSON.stringify(old) === JSON.stringify(value) ? old : value] as const
  })
  return Object.fromEntries(kept)
}

export function groupByNode(problems: Problem[]): Record<string, Problem[]> {
  const groups: Record<string, Problem[]> = {}
  for (const p of problems) (groups[p.node] ??= []).push(p)
  return groups
}

let asked = 0

/** Asks now. An answer that a later question has overtaken is dropped. */
export async function inspectNow(): Promise<void> {
  const flow = currentFlow()
  if (flow.id === '') return
  const turn = ++asked
  const found = await api.flows.inspect(flow)
  if (turn !== asked) return
  const before = useInspection.getState()
  const problems = (found.problems as Problem[] | null) ?? []
  useInspection.setState({
    ready: true,
    ok: found.ok,
    problems,
    byNode: keepSame(before.byNode, groupByNode(problems)),
    cards: keepSame(before.cards, found.cards),
    inputs: JSON.stringify(before.inputs) === JSON.stringify(found.inputs) ? before.inputs : found.inputs,
  })
}

/** Moving and sizing cards changes nothing that is inspected. */
function sameMeaning(now: Doc, before: Doc): boolean {
  if (now.edges !== before.edges || now.nodes.length !== before.nodes.length) return false
  return now.nodes.every((n, i) => {
    const old = before.nodes[i]
    return n === old || (n.id === old?.id && n.settings === old.settings && n.title === old.title && n.kind === old.kind)
  })
}

/** Follows the graph; gives the function that stops. */
export function startInspection(failed: (cause: unknown) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = () => void inspectNow().catch(failed)
  const stop = useFlow.subscribe((now, before) => {
    if (sameMeaning(now, before)) return
    clearTimeout(timer)
    timer = setTimeout(ask, DELAY)
  })
  ask()
  return () => {
    stop()
    clearTimeout(timer)
    asked++
    useInspection.setState(nothing)
  }
}
