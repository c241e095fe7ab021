import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react'
import { memo, useEffect } from 'react'
import type { Port, Ports as PortLists } from '@/bridge'
import { canvas, typeName } from '@/text/canvas'
import css from './ports.module.css'

interface PortProps {
  port: Port
  side: 'in' | 'out'
}

/** An input that only says when a step runs; it sits at the heading, apart from what the step works on. */
const isTrigger = (port: Port): boolean => port.name.startsWith('@')

function hint(port: Port): string {
  const extras = [port.required ? canvas.needed : '', port.many ? canvas.several : ''].filter((t) => t !== '')
  return [canvas.port(port.label, port.type), ...extras].join(' · ')
}

function Dot({ port, side }: PortProps) {
  const input = side === 'in'
  return (
    <Handle
      id={port.name}
      type={input ? 'target' : 'source'}
      position={input ? Position.Left : Position.Right}
      className={css.dot}
      data-type={port.type}
      data-side={side}
      data-tip={hint(port)}
      role="img"
      aria-label={`${input ? canvas.input : canvas.output}: ${port.label}, ${typeName(port.type)}`}
    >
      <span className={css.shape} data-type={isTrigger(port) ? 'trigger' : port.type} />
    </Handle>
  )
}

function Row({ input, output }: { input?: Port; output?: Port }) {
  return (
    <div className={css.row}>
      {input && <Dot port={input} side="in" />}
      <span className={css.name} data-needed={input?.required}>{input?.label}</span>
      <span className={css.name}>{output?.label}</span>
      {output && <Dot port={output} side="out" />}
    </div>
  )
}

/** Where wires end and begin: one dot at the heading for a single port, else a named row each. */
export const Ports = memo(function Ports({ id, ports }: { id: string; ports: PortLists }) {
  const update = useUpdateNodeInternals()
  const shape = [...ports.in, { name: '|' }, ...ports.out].map((p) => p.name).join(',')
  useEffect(() => update(id), [id, shape, update])

  const trigger = ports.in.find(isTrigger)
  const inputs = ports.in.filter((p) => p !== trigger)
  const named = inputs.length > (trigger ? 0 : 1) || ports.out.length > 1
  if (!named) {
    const [input, output] = [trigger ?? inputs[0], ports.out[0]]
    return (
      <div className={css.single}>
        {input && <Dot port={input} side="in" />}
        {output && <Dot port={output} side="out" />}
      </div>
    )
  }
  return (
    <>
      {trigger && <div className={css.single}><Dot port={trigger} side="in" /></div>}
      <div className={css.rows}>
        {Array.from({ length: Math.max(inputs.length, ports.out.length) }, (_, i) => <Row key={i} input={inputs[i]} output={ports.out[i]} />)}
      </div>
    </>
  )
})
