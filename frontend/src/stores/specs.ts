// The kinds of step, loaded once; cards look their kind up here without a query each.
import { create } from 'zustand'
import type { Card, FlowNode, Palette, Ports, Spec } from '@/bridge'
import { useInspection } from './inspection'

interface Specs {
  kinds: Spec[]
  byKind: ReadonlyMap<string, Spec>
  accepts: Record<string, string[]>
}

export const useSpecs = create<Specs>()(() => ({ kinds: [], byKind: new Map(), accepts: {} }))

export function setPalette(palette: Palette): void {
  useSpecs.setState({ kinds: palette.kinds, byKind: new Map(palette.kinds.map((k) => [k.kind, k])), accepts: palette.accepts })
}

export const useSpec = (kind: string): Spec | undefined => useSpecs((s) => s.byKind.get(kind))

const noPorts: Ports = { in: [], out: [] }

/** A note is a step without ports that only carries text. */
export const isNote = (kind: string): boolean => kind === 'note'

/** The ports of a step as last inspected, or as its kind declares them. */
export function portsOf(node: FlowNode): Ports {
  return useInspection.getState().cards[node.id]?.ports ?? useSpecs.getState().byKind.get(node.kind)?.ports ?? noPorts
}

/** What a person reads as the name of a step. */
export function titleOf(node: FlowNode, card?: Card): string {
  if (node.title !== '') return node.title
  return card?.title ?? useSpecs.getState().byKind.get(node.kind)?.title ?? node.kind
}
