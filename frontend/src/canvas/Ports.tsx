import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react'
import { memo, useEffect, useRef } from 'react'
import type { Port, Ports as PortLists } from '@/bridge'
import { canvas, typeName } from '@/text/canvas'
import css from './ports.module.css'

interface PortProps {
  port: Port
  side: 'in' | 'out'
  far: boolean
}

/** An input that only says when a step runs; it sits at the heading, apart from what the step works on. */
const isTrigger = (port: Port): boolean => port.name.startsWith('@')

function hint(port: Port): string {
  const extras = [port.required ? canvas.needed : '', port.many ? canvas.several : ''].filter((t) => t !== '')
  return [canvas.port(port.label, port.type), ...extras].join(' · ')
}

function Dot({ port, side, far }: PortProps) {
  const input = side === 'in'
  return (
    <Handle
      id={port.name}
      type={input ? 'target' : 'source'}
      position={input ? Position.Left : Position.Right}
      className={css.dot}
      data-type={port.type}
      data-side={side}
      data-far={far}
      data-tip={hint(port)}
      role="img"
      aria-label={`${input ? canvas.input : canvas.output}: ${port.label}, ${typeName(port.type)}`}
    >
      {!far && <span className={css.shape} data-type={isTrigger(port) ? 'trigger' : port.type} />}
    </Handle>
  )
}

function Row({ input, output, far }: { input?: Port; output?: Port; far: boolean }) {
  return (
    <div className={css.row}>
      {input && <Dot port={input} side="in" far={far} />}
      {!far && <span className={css.name} data-needed={input?.required}>{input?.label}</span>}
      {!far && <span className={css.name}>{output?.label}</span>}
      {output && <Dot port={output} side="out" far={far} />}
    </div>
  )
}

/** Where wires end and begin: one dot at the heading for a single port, else a named row each. */
export const Ports = memo(function Ports({ id, ports, far }: { id: string; ports: PortLists; far: boolean }) {
  const update = useUpdateNodeInternals()
  const shape = [...ports.in, { name: '|' }, ...ports.out].map((p) => p.name).join(',')
  // The canvas measures a new card itself; only ports that change later must be told.
  const told = useRef(shape)
  useEffect(() => {
    if (told.current === shape) return
    told.current = shape
    update(id)
  }, [id, shape, update])

  const trigger = ports.in.find(isTrigger)
  const inputs = ports.in.filter((p) => p !== trigger)
  const named = inputs.length > (trigger ? 0 : 1) || ports.out.length > 1
  if (!named) {
    const [input, output] = [trigger ?? inputs[0], ports.out[0]]
    return (
      <div className={css.single}>
        {input && <Dot port={input} side="in" far={far} />}
        {output && <Dot port={output} side="out" far={far} />}
      </div>
    )
  }
  return (
    <>
      {trigger && <div className={css.single}><Dot port={trigger} side="in" far={far} /></div>}
      <div className={css.rows}>
        {Array.from({ length: Math.max(inputs.length, ports.out.length) }, (_, i) => <Row key={i} input={inputs[i]} output={ports.out[i]} far={far} />)}
      </div>
    </>
  )
})
