import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ModelTest } from '@/bridge'
import { duration } from '@/text/format'
import { words } from '@/text/models'
import css from './models.module.css'

/** How a model answered something small. */
export function TestResult({ busy, result }: { busy: boolean; result: ModelTest | undefined }) {
  if (busy) return <div className={css.test} role="status">{words.testing}…</div>
  if (!result) return null
  if (result.ok) {
    return (
      <div className={css.test} data-ok role="status">
        <CircleCheck size={15} aria-hidden />
        <span>{words.answers(duration(result.ms / 1000))}{result.text !== '' && <q className={css.quote}>{result.text}</q>}</span>
      </div>
    )
  }
  return (
    <div className={css.test} data-bad role="alert">
      <CircleAlert size={15} aria-hidden />
      <span>{result.error?.message} {result.error?.hint}</span>
    </div>
  )
}
