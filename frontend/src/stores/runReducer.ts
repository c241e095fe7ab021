// How events become the picture of a run. Pure, so that it can be tested without a program.
import type { Citation, Run, RunEvent, RunStatus, Step, Value } from '@/bridge'
import type { AppError } from '@/bridge'

export interface RunView {
  id: string
  flowId: string
  status: RunStatus
  inputs: Record<string, string>
  /** The highest sequence number that was taken in. */
  seq: number
  steps: Record<string, Step>
  /** What each step wrote so far. */
  streams: Record<string, string>
  outputs: Record<string, Value>
  citations: Citation[]
  answered: boolean
  error?: Run['error'] | AppError
  startedAt: string
  ms: number
  tokens: number
  cost: number
}

export const newView = (id: string, flowId: string, inputs: Record<string, string> = {}): RunView => ({
  id, flowId, status: 'running', inputs, seq: 0, steps: {}, streams: {}, outputs: {}, citations: [], answered: false,
  startedAt: new Date().toISOString(), ms: 0, tokens: 0, cost: 0,
})

/** A run as it may arrive: Go writes what is empty as null in places. */
type Arriving = { [K in keyof Run]: Run[K] | null } & Pick<Run, 'id' | 'flowId' | 'status' | 'answered' | 'startedAt' | 'ms' | 'tokensIn' | 'tokensOut' | 'cost'>

const whole = (s: Omit<Step, 'inputs' | 'outputs'> & Partial<Record<'inputs' | 'outputs', Step['outputs'] | null>>): Step => ({
  ...s,
  inputs: s.inputs ?? {},
  outputs: s.outputs ?? {},
})

/** The picture of a run that is over, or of one as it is stored. */
export function viewOf(run: Arriving, seq = 0): RunView {
  const steps = Object.fromEntries((run.steps ?? []).map((s) => [s.node, whole(s)]))
  return {
    id: run.id,
    flowId: run.flowId,
    status: run.status as RunStatus,
    inputs: run.inputs ?? {},
    seq,
    steps,
    streams: {},
    outputs: run.outputs ?? {},
    citations: run.citations ?? [],
    answered: run.answered,
    error: run.error ?? undefined,
    startedAt: run.startedAt,
    ms: run.ms,
    tokens: run.tokensIn + run.tokensOut,
    cost: run.cost,
  }
}

function step(view: RunView, event: RunEvent): RunView {
  if (!event.step) return view
  return { ...view, steps: { ...view.steps, [event.step.node]: whole(event.step) } }
}

/** Takes one event in. Events that were taken in already change nothing. */
export function apply(view: RunView, event: RunEvent): RunView {
  if (event.seq <= view.seq) return view
  const next = { ...view, seq: event.seq }
  switch (event.type) {
    case 'run_started':
      return { ...next, status: 'running', startedAt: event.at }
    case 'step_started': {
      const id = event.step?.node ?? event.node ?? ''
      return step({ ...next, streams: { ...next.streams, [id]: '' } }, event)
    }
    case 'delta': {
      const id = event.node ?? ''
      return { ...next, streams: { ...next.streams, [id]: (next.streams[id] ?? '') + (event.delta ?? '') } }
    }
    case 'step_done':
    case 'step_failed':
    case 'step_skipped':
      return step(next, event)
    case 'run_done':
      return event.final ? viewOf(event.final, event.seq) : { ...next, status: 'done' }
    default:
      return next
  }
}

/** Reports whether events are missing between what was taken in and this batch. */
export function hasGap(view: RunView, events: RunEvent[]): boolean {
  let seq = view.seq
  for (const e of events) {
    if (e.seq > seq + 1) return true
    seq = Math.max(seq, e.seq)
  }
  return false
}
