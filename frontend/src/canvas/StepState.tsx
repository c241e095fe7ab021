import { Ban, Check, Loader, Minus, X } from 'lucide-react'
import type { RunStatus } from '@/bridge'
import { useRunStore } from '@/stores/runs'
import { canvas } from '@/text/canvas'
import css from './step.module.css'

/** The small sign at the right of a card's heading: how the step is doing. */
export function StepState({ id, status }: { id: string; status: RunStatus | undefined }) {
  const writes = useRunStore((s) => (s.views[s.shown]?.streams[id] ?? '') !== '')
  switch (status) {
    case 'running':
      return (
        <span className={css.busy}>
          <Loader size={12} className={css.spin} aria-hidden />
          {writes ? canvas.writing : canvas.working}
        </span>
      )
    case 'done':
      return <Check size={16} className={css.ok} aria-label={canvas.done} />
    case 'failed':
      return <X size={16} className={css.bad} aria-label={canvas.failed} />
    case 'skipped':
      return <Minus size={16} className={css.dim} aria-label={canvas.skipped} />
    case 'cancelled':
      return <Ban size={14} className={css.dim} aria-label={canvas.cancelled} />
    default:
      return null
  }
}
