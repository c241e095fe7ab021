import { useMemo } from 'react'
import { closesCircle, connect, type Doc, type End } from '@/stores/doc'
import { edit, useFlow } from '@/stores/flow'
import { useInspection } from '@/stores/inspection'
import { isNote, portsOf, titleOf } from '@/stores/specs'
import { asName } from './variables'

export interface Source {
  /** What would stand between {{ and }}. */
  name: string
  title: string
  from: End
}

function connectedNames(doc: Doc, node: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const e of doc.edges) {
    const from = e.to === node ? doc.nodes.find((n) => n.id === e.from) : undefined
    if (from) names.set(e.toPort, titleOf(from))
  }
  return names
}

function freeSources(doc: Doc, node: string): Source[] {
  const wired = new Set(doc.edges.filter((e) => e.to === node).map((e) => `${e.from}/${e.fromPort}`))
  const others = doc.nodes.filter((n) => n.id !== node && !isNote(n.kind) && !closesCircle(doc, n.id, node))
  return others.flatMap((n) =>
    portsOf(n).out
      .filter((p) => !wired.has(`${n.id}/${p.name}`))
      .map((p) => ({ name: asName(p.label || p.name), title: titleOf(n), from: { node: n.id, port: p.name } })),
  )
}

/** What is connected to a step's names, and which outputs of other steps could be. */
export function useSources(node: string) {
  const nodes = useFlow((s) => s.nodes)
  const edges = useFlow((s) => s.edges)
  const cards = useInspection((s) => s.cards)
  return useMemo(() => {
    const doc = { nodes, edges }
    return {
      connected: connectedNames(doc, node),
      sources: Object.keys(cards).length >= 0 ? freeSources(doc, node).slice(0, 8) : [],
      join: (s: Source) => edit((d) => connect(d, s.from, { node, port: s.name }, false)),
    }
  }, [nodes, edges, cards, node])
}
