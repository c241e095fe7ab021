import type { Step } from '@/bridge'
import { useRunStore } from '@/stores/runs'
import { canvas } from '@/text/canvas'
import { took, money } from '@/text/measure'
import css from './step.module.css'

function count(step: Step): string | undefined {
  for (const value of Object.values(step.outputs)) {
    if (value.type === 'passages') return canvas.pieces(value.passages?.length ?? 0)
    if (value.type === 'answer') return canvas.citations(value.citations?.length ?? 0)
  }
  return undefined
}

/** Time, tokens, cost and sources of the last run of a step. */
export function StepFoot({ id }: { id: string }) {
  const step = useRunStore((s) => s.views[s.shown]?.steps[id])
  if (!step || step.status === 'running' || step.status === 'skipped' || step.status === 'waiting') return null
  const asked = step.tokens_in + step.tokens_out > 0
  const found = count(step)
  return (
    <footer className={css.foot}>
      <span>{took(step.ms)}</span>
      {found && <span>{found}</span>}
      {asked && <span title={canvas.tokensHelp}>{canvas.tokens(step.tokens_in, step.tokens_out)}</span>}
      {asked && <span>{money(step.cost)}</span>}
      {step.cached && <span>{canvas.reused}</span>}
    </footer>
  )
}
