import { memo } from 'react'
import type { Passage, Value } from '@/bridge'
import { useRunStore } from '@/stores/runs'
import { canvas } from '@/text/canvas'
import css from './step.module.css'

const SHOWN = 420

/** Citation marks such as [1] stand out from the words. */
function Marked({ text }: { text: string }) {
  return text.split(/(\[\d+\])/).map((part, i) =>
    /^\[\d+\]$/.test(part) ? <span key={i} className={css.cite}>{part.slice(1, -1)}</span> : part,
  )
}

function Found({ passages }: { passages: Passage[] }) {
  if (passages.length === 0) return <span className={css.dim}>{canvas.nothingFound}</span>
  return (
    <ol className={css.found}>
      {passages.slice(0, 3).map((p) => (
        <li key={p.rank}>
          <b>{p.title}</b> <span className={css.dim}>{p.row ? canvas.row(p.row) : canvas.page(p.pageLabel ?? p.page)}</span>
          <div className={css.quote}>{p.text.slice(0, 90)}</div>
        </li>
      ))}
    </ol>
  )
}

const Shown = memo(function Shown({ value }: { value: Value }) {
  if (value.type === 'passages') return <Found passages={value.passages ?? []} />
  if (value.type === 'data') return <code className={css.data}>{JSON.stringify(value.data, null, 1).slice(0, SHOWN)}</code>
  return <Marked text={(value.text ?? '').slice(0, SHOWN)} />
})

const filled = (value: Value) => value.type === 'passages' || value.type === 'data' || (value.text ?? '') !== ''

/** What a step writes while it runs, and what it gave afterwards, in its card. */
export function StepOutput({ id }: { id: string }) {
  const step = useRunStore((s) => s.views[s.shown]?.steps[id])
  const stream = useRunStore((s) => s.views[s.shown]?.streams[id])
  if (step?.error) {
    return (
      <div className={css.error} role="status">
        {step.error.message}
        {step.error.hint && <div className={css.errorHint}>{step.error.hint}</div>}
      </div>
    )
  }
  if (step?.status === 'running' && stream) {
    return (
      <div className={css.writing}>
        <div><Marked text={stream.slice(-SHOWN)} /><span className={css.caret} /></div>
      </div>
    )
  }
  const values = Object.entries(step?.outputs ?? {}).filter(([, v]) => filled(v))
  if (values.length === 0) return null
  return (
    <div className={css.output}>
      {values.slice(0, 2).map(([name, value]) => <div key={name}><Shown value={value} /></div>)}
    </div>
  )
}
