import type { Node, NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { Card, FlowNode, Ports as PortLists, Problem, RunStatus } from '@/bridge'
import { useInspection } from '@/stores/inspection'
import { useRunStore } from '@/stores/runs'
import { titleOf, useSpec } from '@/stores/specs'
import { canvas } from '@/text/canvas'
import { Tile } from '@/ui/Tile'
import { useFar } from './far'
import { Ports } from './Ports'
import css from './step.module.css'
import { StepFoot } from './StepFoot'
import { StepOutput } from './StepOutput'
import { StepProblem } from './StepProblem'
import { StepState } from './StepState'

export type StepNodeType = Node<{ node: FlowNode }, 'step'>

const noPorts: PortLists = { in: [], out: [] }
const noProblems: Problem[] = []

const useStatus = (id: string): RunStatus | undefined =>
  useRunStore((s) => s.views[s.shown]?.steps[id]?.status as RunStatus | undefined)

function tone(status: RunStatus | undefined, problems: Problem[]): string {
  if (status === 'running') return 'running'
  if (status === 'failed' || problems.some((p) => p.severity === 'error')) return 'bad'
  if (status === 'skipped') return 'skipped'
  return problems.length > 0 ? 'warn' : 'plain'
}

function describe(title: string, card: Card | undefined, status: RunStatus | undefined, problems: Problem[]): string {
  const state = status ? canvas[status === 'running' ? 'working' : status] : ''
  return [title, card?.summary ?? '', state, ...problems.map((p) => p.message)].filter((t) => t !== '').join('. ')
}

/** The card of a step: what it is, what it does, its state, its output, and what is wrong with it. */
export const StepNode = memo(function StepNode({ id, data, selected, height }: NodeProps<StepNodeType>) {
  const far = useFar()
  const { node } = data
  const spec = useSpec(node.kind)
  const card = useInspection((s) => s.cards[id])
  const problems = useInspection((s) => s.byNode[id]) ?? noProblems
  const status = useStatus(id)
  const title = titleOf(node, card)
  return (
    <article
      className={css.card}
      data-tone={tone(status, problems)}
      data-selected={selected}
      data-far={far}
      style={far ? { height } : undefined}
      aria-label={describe(title, card, status, problems)}
    >
      <header className={css.head}>
        <Tile icon={spec?.icon ?? ''} color={spec?.color ?? 'neutral'} size={26} plain={far} />
        <span className={css.title}>{title}</span>
        {!far && <StepState id={id} status={status} />}
      </header>
      {!far && card && card.summary !== '' && <p className={css.summary}>{card.summary}</p>}
      <Ports id={id} ports={card?.ports ?? spec?.ports ?? noPorts} far={far} />
      {!far && <StepProblem id={id} problems={problems} />}
      {!far && <StepOutput id={id} />}
      {!far && <StepFoot id={id} />}
    </article>
  )
})
