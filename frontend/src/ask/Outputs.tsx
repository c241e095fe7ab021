import type { Citation, Value } from '@/bridge'
import { ask } from '@/text/ask'
import { Rich } from '@/ui/Rich'
import css from './ask.module.css'
import { CiteChip } from './CiteChip'
import { placeOf } from './place'

interface Props {
  outputs: Record<string, Value>
  citations: Citation[]
  open: (citation: Citation) => void
}

function Found({ value, open }: { value: Value; open: Props['open'] }) {
  const passages = value.passages ?? []
  const shown = passages.slice(0, 10)
  return (
    <ol className={css.sources}>
      {shown.map((p) => (
        <li key={p.rank}>
          <button type="button" className={css.source} onClick={() => open({ ...p, marker: p.rank })}>
            <span className={css.sourceHead}><b>{p.title}</b><span className={css.dim}>{placeOf(p)}</span></span>
            <span className={css.sourceText}>{p.text}</span>
          </button>
        </li>
      ))}
      {passages.length > shown.length && <li className={css.dim}>{ask.moreFound(passages.length - shown.length)}</li>}
    </ol>
  )
}

function One({ value, citations, open }: { value: Value; citations: Citation[]; open: Props['open'] }) {
  if (value.type === 'passages') return <Found value={value} open={open} />
  if (value.type === 'data') return <Rich text={'```\n' + JSON.stringify(value.data, null, 2) + '\n```'} />
  const own = value.citations ?? citations
  return <Rich text={value.text ?? ''} cite={(marker, key) => <CiteChip key={key} marker={marker} citations={own} open={open} />} />
}

/** What an assistant gave: its answer, or each of its results under its name. */
export function Outputs({ outputs, citations, open }: Props) {
  const named = Object.entries(outputs)
  if (named.length === 0) return <p className={css.dim}>{ask.noOutput}</p>
  return named.map(([name, value]) => (
    <div key={name} className={css.result}>
      {named.length > 1 && <h4>{name}</h4>}
      <One value={value} citations={citations} open={open} />
    </div>
  ))
}
