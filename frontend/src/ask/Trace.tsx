import { Check, ChevronDown, Loader, Minus, X } from 'lucide-react'
import { useState } from 'react'
import type { RunStatus, Step } from '@/bridge'
import type { RunView } from '@/stores/runReducer'
import { useSpec } from '@/stores/specs'
import { ask } from '@/text/ask'
import { took, money } from '@/text/measure'
import { Tile } from '@/ui/Tile'
import css from './ask.module.css'

function Sign({ status }: { status: RunStatus }) {
  if (status === 'running') return <Loader size={13} className={css.spin} aria-label={ask.status.running} />
  if (status === 'done') return <Check size={13} className={css.good} aria-label={ask.status.done} />
  if (status === 'failed') return <X size={13} className={css.wrong} aria-label={ask.status.failed} />
  return <Minus size={13} aria-label={ask.status[status]} />
}

function StepRow({ step, show }: { step: Step; show?: (node: string) => void }) {
  const spec = useSpec(step.kind)
  const content = (
    <>
      <Tile icon={spec?.icon ?? ''} color={spec?.color ?? 'neutral'} size={20} />
      <span className={css.stepTitle}>{step.title}</span>
      <span className={css.dim}>{step.status === 'running' || step.status === 'skipped' ? '' : took(step.ms)}</span>
      <Sign status={step.status as RunStatus} />
    </>
  )
  if (!show) return <div className={css.step}>{content}</div>
  return <button type="button" className={css.step} onClick={() => show(step.node)}>{content}</button>
}

function facts(view: RunView): string {
  const parts = [took(view.ms)]
  if (view.tokens > 0) parts.push(ask.tokens(view.tokens), money(view.cost))
  return parts.join(' · ')
}

interface Props {
  view: RunView
  /** Shows a step on the canvas. */
  show?: (node: string) => void
}

/** Time and cost of a run, and its steps on a click. */
export function Trace({ view, show }: Props) {
  const [open, setOpen] = useState(false)
  const steps = Object.values(view.steps)
  if (steps.length === 0) return null
  return (
    <div className={css.trace}>
      <button type="button" className={css.traceHead} aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronDown size={13} data-open={open} aria-hidden />
        {ask.steps(steps.length)}
        <span className={css.dim}>{facts(view)}</span>
      </button>
      {open && <div className={css.steps}>{steps.map((s) => <StepRow key={s.node} step={s} show={show} />)}</div>}
    </div>
  )
}
