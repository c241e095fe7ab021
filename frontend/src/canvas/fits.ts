// Which wires fit, and why one does not.
import type { FlowNode, Port, Spec } from '@/bridge'
import { closesCircle, type Doc, type End } from '@/stores/doc'
import { portsOf } from '@/stores/specs'
import { canvas, typeName } from '@/text/canvas'

export type Accepts = Record<string, string[]>

/** An output whose type is not known yet fits everywhere; the program says more when it checks. */
export function typesFit(accepts: Accepts, output: string, input: string): boolean {
  return output === 'any' || (accepts[input] ?? []).includes(output)
}

const find = (doc: Doc, id: string): FlowNode | undefined => doc.nodes.find((n) => n.id === id)

export const outputOf = (doc: Doc, end: End): Port | undefined => {
  const node = find(doc, end.node)
  return node && portsOf(node).out.find((p) => p.name === end.port)
}

export const inputOf = (doc: Doc, end: End): Port | undefined => {
  const node = find(doc, end.node)
  return node && portsOf(node).in.find((p) => p.name === end.port)
}

/** Says why a wire does not fit; undefined when it does. */
export function whyNot(doc: Doc, accepts: Accepts, from: End, to: End): string | undefined {
  if (from.node === to.node) return canvas.self
  const output = outputOf(doc, from)
  const input = inputOf(doc, to)
  if (!output || !input) return canvas.twoOutputs
  if (!typesFit(accepts, output.type, input.type)) {
    return canvas.wrongType(input.label, typeName(input.type), typeName(output.type))
  }
  return closesCircle(doc, from.node, to.node) ? canvas.circle : undefined
}

/** The port of a kind of step that a loose wire would go to; undefined when none fits. */
export function portFor(accepts: Accepts, spec: Spec, wire: { kind: 'in' | 'out'; type: string }): Port | undefined {
  const { in: inputs, out: outputs } = spec.ports
  if (wire.kind === 'in') return outputs.find((p) => typesFit(accepts, p.type, wire.type))
  const exact = inputs.find((p) => p.type === wire.type)
  return exact ?? inputs.find((p) => typesFit(accepts, wire.type, p.type))
}
