import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Problem } from '@/bridge'
import { canvas } from '@/text/canvas'
import { fixLabel, repair } from './repair'
import css from './step.module.css'

/** What is wrong with a step, said on its card, with the repair. */
export function StepProblem({ id, problems }: { id: string; problems: Problem[] }) {
  const worst = problems.find((p) => p.severity === 'error') ?? problems[0]
  if (!worst) return null
  const error = worst.severity === 'error'
  const Icon = error ? CircleAlert : TriangleAlert
  return (
    <div className={css.problem} data-error={error}>
      <Icon size={14} aria-hidden />
      <span>
        {worst.message}
        {problems.length > 1 && <span className={css.dim}> {canvas.moreProblems(problems.length - 1)}</span>}
      </span>
      {worst.fix && (
        <button type="button" className="nodrag" onClick={(e) => { e.stopPropagation(); repair(worst, id) }}>
          {fixLabel(worst)}
        </button>
      )}
    </div>
  )
}
