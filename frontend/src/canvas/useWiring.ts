import type { Connection, FinalConnectionState, IsValidConnection, OnConnectStartParams } from '@xyflow/react'
import { useReactFlow } from '@xyflow/react'
import { useCallback, useRef, useState } from 'react'
import { connect, remove, type End } from '@/stores/doc'
import { edit, useFlow } from '@/stores/flow'
import { useSpecs } from '@/stores/specs'
import { openPicker } from '@/stores/view'
import { canvas } from '@/text/canvas'
import { inputOf, outputOf, typesFit, whyNot } from './fits'
import { showHint } from './hint'
import type { WireType } from './Wire'

interface Ends {
  from: End
  to: End
}

const ends = (c: Pick<Connection, 'source' | 'target'> & { sourceHandle?: string | null; targetHandle?: string | null }): Ends => ({
  from: { node: c.source, port: c.sourceHandle ?? '' },
  to: { node: c.target, port: c.targetHandle ?? '' },
})

const reason = ({ from, to }: Ends): string | undefined => whyNot(useFlow.getState(), useSpecs.getState().accepts, from, to)

const join = ({ from, to }: Ends): void =>
  edit((doc) => connect(doc, from, to, inputOf(doc, to)?.many ?? false))

function pointer(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}

/** Says near the pointer why the two ends do not fit. */
function explain(state: FinalConnectionState, at: { x: number; y: number }): void {
  const { fromHandle, toHandle } = state
  if (!fromHandle || !toHandle) return
  const [a, b] = [fromHandle, toHandle].map((h) => ({ node: h.nodeId, port: h.id ?? '' }))
  if (!a || !b || (a.node === b.node && a.port === b.port)) return
  if (fromHandle.type === toHandle.type) {
    showHint(fromHandle.type === 'source' ? canvas.twoOutputs : canvas.twoInputs, at)
    return
  }
  const why = reason(fromHandle.type === 'source' ? { from: a, to: b } : { from: b, to: a })
  if (why) showHint(why, at)
}

/** While a wire is drawn: from which side, and the port types that it fits. */
interface Loose {
  side: 'in' | 'out'
  fits: string
}

function looseFrom({ nodeId, handleId, handleType }: OnConnectStartParams): Loose {
  const end = { node: nodeId ?? '', port: handleId ?? '' }
  const doc = useFlow.getState()
  const { accepts } = useSpecs.getState()
  if (handleType !== 'source') {
    const type = inputOf(doc, end)?.type ?? 'any'
    return { side: 'in', fits: [...(accepts[type] ?? []), 'any'].join(' ') }
  }
  const type = outputOf(doc, end)?.type ?? 'any'
  return { side: 'out', fits: Object.keys(accepts).filter((input) => typesFit(accepts, type, input)).join(' ') }
}

/** Draws, moves and refuses wires; a wire that ends on the empty canvas asks for the next step. */
export function useWiring() {
  const { screenToFlowPosition } = useReactFlow()
  const [loose, setLoose] = useState<Loose | null>(null)
  const moved = useRef(true)

  const onConnectStart = useCallback((_: unknown, start: OnConnectStartParams) => setLoose(looseFrom(start)), [])
  const onConnect = useCallback((c: Connection) => join(ends(c)), [])
  const isValidConnection = useCallback<IsValidConnection<WireType>>((c) => reason(ends(c)) === undefined, [])

  const onConnectEnd = useCallback((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    setLoose(null)
    if (state.isValid) return
    const at = pointer(event)
    if (state.toHandle) {
      explain(state, at)
      return
    }
    if (state.toNode || !state.fromHandle) return
    const { nodeId, id, type } = state.fromHandle
    const wire = { node: nodeId, port: id ?? '', kind: type === 'source' ? ('out' as const) : ('in' as const) }
    openPicker({ screen: at, place: screenToFlowPosition(at), wire })
  }, [screenToFlowPosition])

  const onReconnectStart = useCallback(() => { moved.current = false }, [])
  const onReconnect = useCallback((old: WireType, c: Connection) => {
    moved.current = true
    edit((doc) => {
      const { from, to } = ends(c)
      const without = remove(doc, new Set(), new Set([old.id]))
      return connect(without, from, to, inputOf(doc, to)?.many ?? false)
    })
  }, [])
  const onReconnectEnd = useCallback((_: unknown, old: WireType) => {
    if (!moved.current) edit((doc) => remove(doc, new Set(), new Set([old.id])))
    moved.current = true
  }, [])

  return { loose, onConnectStart, onConnect, onConnectEnd, isValidConnection, onReconnectStart, onReconnect, onReconnectEnd }
}
