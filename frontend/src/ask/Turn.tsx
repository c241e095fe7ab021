import { ActionIcon, Tooltip } from '@mantine/core'
import { Copy, RotateCcw, SearchX, TriangleAlert } from 'lucide-react'
import type { Citation } from '@/bridge'
import type { RunView } from '@/stores/runReducer'
import { ask } from '@/text/ask'
import { Rich } from '@/ui/Rich'
import { done } from '@/ui/toast'
import css from './ask.module.css'
import { CiteChip } from './CiteChip'
import { Outputs } from './Outputs'
import { Sources } from './Sources'
import { Trace } from './Trace'

interface Props {
  view: RunView
  /** The steps whose text is the answer. */
  results: ReadonlySet<string>
  open: (citation: Citation) => void
  again?: (inputs: Record<string, string>) => void
  show?: (node: string) => void
}

function Asked({ inputs }: { inputs: Record<string, string> }) {
  const filled = Object.entries(inputs).filter(([, v]) => v !== '')
  if (filled.length === 0) return null
  return (
    <div className={css.asked}>
      {filled.map(([name, text]) => (
        <div key={name}>
          {filled.length > 1 && <span className={css.inputName}>{name}</span>}
          <span className={css.inputText}>{text}</span>
        </div>
      ))}
    </div>
  )
}

/** What is written so far by the step whose text is the answer; before that, which step works. */
function Writing({ view, results, open }: Pick<Props, 'view' | 'results' | 'open'>) {
  const writing = Object.entries(view.streams).find(([id, text]) => results.has(id) && text !== '')
  if (writing) {
    const cite = (marker: number, key: string) => <CiteChip key={key} marker={marker} citations={[]} open={open} />
    return <Rich text={writing[1]} cite={cite} tail={<span className={css.caret} />} />
  }
  const at = Object.values(view.steps).filter((s) => s.status === 'running').at(-1)
  return <div className={css.working}><span className={css.dots} aria-hidden><i /><i /><i /></span>{at ? ask.working(at.title) : ask.starting}</div>
}

function Failure({ view }: { view: RunView }) {
  const error = view.error
  return (
    <div className={css.failure} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <div>
        <b>{error?.message ?? ask.status.failed}</b>
        {error?.hint && <div>{error.hint}</div>}
        {error?.path && <div className={css.dim}>{ask.failedAt(error.path)}</div>}
      </div>
    </div>
  )
}

function answerText(view: RunView): string {
  return Object.values(view.outputs).map((v) => v.text ?? JSON.stringify(v.data ?? v.passages ?? '', null, 2)).join('\n\n')
}

function Tools({ view, again }: Pick<Props, 'view' | 'again'>) {
  const copy = () => void navigator.clipboard.writeText(answerText(view)).then(() => done(ask.copied))
  return (
    <div className={css.tools}>
      {view.status === 'done' && (
        <Tooltip label={ask.copy}><ActionIcon size={26} aria-label={ask.copy} onClick={copy}><Copy size={14} /></ActionIcon></Tooltip>
      )}
      {again && (
        <Tooltip label={ask.again}><ActionIcon size={26} aria-label={ask.again} onClick={() => again(view.inputs)}><RotateCcw size={14} /></ActionIcon></Tooltip>
      )}
    </div>
  )
}

/** One question with its answer, its sources, and how it came about. */
export function Turn({ view, results, open, again, show }: Props) {
  const ended = view.status !== 'running'
  const declined = view.status === 'done' && !view.answered && Object.values(view.outputs).some((v) => v.type === 'answer')
  return (
    <article className={css.turn}>
      <Asked inputs={view.inputs} />
      <div className={css.answer} aria-live="polite" aria-busy={!ended}>
        {!ended && <Writing view={view} results={results} open={open} />}
        {view.status === 'done' && <Outputs outputs={view.outputs} citations={view.citations} open={open} />}
        {view.status === 'cancelled' && <p className={css.dim}>{ask.stopped}</p>}
        {view.status === 'failed' && <Failure view={view} />}
        {declined && <span className={css.declined}><SearchX size={14} aria-hidden />{ask.unsupported}</span>}
      </div>
      {view.citations.length > 0 && <Sources view={view} citations={view.citations} open={open} />}
      {ended && (
        <div className={css.foot}>
          <Trace view={view} show={show} />
          <Tools view={view} again={again} />
        </div>
      )}
    </article>
  )
}
