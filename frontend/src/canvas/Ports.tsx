import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react'
import { memo, useEffect } from 'react'
import type { Port, Ports as PortLists } from '@/bridge'
import { canvas, typeName } from '@/text/canvas'
import css from './ports.module.css'

interface PortProps {
  port: Port
  side: 'in' | 'out'
  top?: boolean
}

/** An input that only says when a step runs; it sits at the top, away from what the step works on. */
const isTrigger = (port: Port): boolean => port.name.startsWith('@')

function hint(port: Port): string {
  const extras = [port.required ? canvas.needed : '', port.many ? canvas.several : ''].filter((t) => t !== '')
  return [canvas.port(port.label, port.type), ...extras].join(' · ')
}

function Dot({ port, side, top = false }: PortProps) {
  const input = side === 'in'
  return (
    <Handle
      id={port.name}
      type={input ? 'target' : 'source'}
      position={top ? Position.Top : input ? Position.Left : Position.Right}
      className={css.dot}
      data-type={port.type}
      data-side={side}
      aria-label={`${input ? canvas.input : canvas.output}: ${port.label}, ${typeName(port.type)}`}
    >
      <span className={css.shape} data-type={top ? 'trigger' : port.type} />
      <span className={css.tip} data-side={top ? 'top' : side}>{hint(port)}</span>
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

  const inputs = ports.in.filter((p) => !isTrigger(p))
  const named = inputs.length > 1 || ports.out.length > 1
  const length = named ? Math.max(inputs.length, ports.out.length) : 0
  const [input, output] = [inputs[0], ports.out[0]]
  return (
    <>
      {ports.in.filter(isTrigger).map((p) => <Dot key={p.name} port={p} side="in" top />)}
      {named ? (
        <div className={css.rows}>
          {Array.from({ length }, (_, i) => <Row key={i} input={inputs[i]} output={ports.out[i]} />)}
        </div>
      ) : (
        <div className={css.single}>
          {input && <Dot port={input} side="in" />}
          {output && <Dot port={output} side="out" />}
        </div>
      )}
    </>
  )
})
