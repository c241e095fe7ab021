// The runs of the open assistant: fed by events in the order of their sequence numbers, and
// filled up from what is stored when events were missed.
import { create } from 'zustand'
import { api, onRun, type AppError, type Run, type RunEvent } from '@/bridge'
import { flush } from './autosave'
import { apply, hasGap, newView, viewOf, type RunView } from './runReducer'

interface RunsState {
  flowId: string
  views: Record<string, RunView>
  /** Runs of this sitting, oldest first: the conversation in the Try panel. */
  turns: string[]
  /** The run whose results the cards show; "" for none. */
  shown: string
  starting: boolean
}

const nothing: RunsState = { flowId: '', views: {}, turns: [], shown: '', starting: false }

export const useRunStore = create<RunsState>()(() => nothing)

const { getState: get, setState: set } = useRunStore

function put(view: RunView): void {
  set((s) => ({ views: { ...s.views, [view.id]: view } }))
}

const inOrder = (a: RunEvent, b: RunEvent): number => a.seq - b.seq

function take(runId: string, events: RunEvent[]): void {
  const first = events[0]
  if (!first) return
  const before = get().views[runId] ?? newView(runId, first.flow)
  const after = [...events].sort(inOrder).reduce(apply, before)
  if (after !== before) put(after)
}

// Events that wait for the missing ones before them, by run.
const waiting = new Map<string, RunEvent[]>()

async function fillGap(runId: string, events: RunEvent[]): Promise<void> {
  const queue = waiting.get(runId)
  if (queue) {
    queue.push(...events)
    return
  }
  waiting.set(runId, [...events])
  const stored = await api.runs.events(runId, get().views[runId]?.seq ?? 0).catch(() => [])
  const later = waiting.get(runId) ?? []
  waiting.delete(runId)
  take(runId, [...stored, ...later])
}

/** Takes in a batch of events, possibly of several runs. */
export function receive(events: RunEvent[]): void {
  const { flowId } = get()
  const byRun = new Map<string, RunEvent[]>()
  for (const e of [...events].sort(inOrder)) {
    if (e.flow === flowId) byRun.set(e.run, [...(byRun.get(e.run) ?? []), e])
  }
  for (const [runId, batch] of byRun) {
    const view = get().views[runId] ?? newView(runId, flowId)
    if (waiting.has(runId) || hasGap(view, batch)) void fillGap(runId, batch)
    else take(runId, batch)
  }
}

/** Saves, then starts the assistant with these inputs. */
export async function startRun(inputs: Record<string, string>): Promise<void> {
  const { flowId, starting } = get()
  if (starting) return
  set({ starting: true })
  try {
    await flush()
    const id = await api.runs.start(flowId, inputs)
    const view = get().views[id] ?? newView(id, flowId)
    set((s) => ({ views: { ...s.views, [id]: { ...view, inputs } }, turns: [...s.turns, id], shown: id }))
  } finally {
    set({ starting: false })
  }
}

/** Puts a failure to start into the conversation, where the answer would have been. */
export function showFailedStart(inputs: Record<string, string>, error: AppError): void {
  const id = `unstarted-${get().turns.length}`
  const view: RunView = { ...newView(id, get().flowId, inputs), status: 'failed', error }
  set((s) => ({ views: { ...s.views, [id]: view }, turns: [...s.turns, id] }))
}

export const stopRun = (runId: string): Promise<void> => api.runs.cancel(runId)

/** Shows an earlier run on the cards and as the only turn of the conversation. */
export async function showRun(runId: string): Promise<void> {
  if (!get().views[runId]) put(viewOf(await api.runs.get(runId)))
  set({ turns: [runId], shown: runId })
}

export const clearTurns = (): void => set({ turns: [] })

async function showLatest(flowId: string): Promise<void> {
  const [latest] = await api.runs.list(flowId, 1)
  if (!latest || get().flowId !== flowId || get().shown !== '') return
  const run: Run = await api.runs.get(latest.id)
  if (get().flowId !== flowId || get().shown !== '') return
  put(viewOf(run))
  const live = run.status === 'running'
  set((s) => ({ shown: run.id, turns: live ? [...s.turns, run.id] : s.turns }))
  if (live) await fillGap(run.id, [])
}

/** Follows the runs of an assistant; the cards first show its latest run. Gives the function that stops. */
export function followRuns(flowId: string): () => void {
  set({ ...nothing, flowId })
  const off = onRun(receive)
  void showLatest(flowId).catch(() => undefined)
  return () => {
    off()
    set(nothing)
  }
}
