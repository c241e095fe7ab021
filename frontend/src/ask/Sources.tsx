import type { Citation } from '@/bridge'
import type { RunView } from '@/stores/runReducer'
import { ask } from '@/text/ask'
import css from './ask.module.css'
import { quoted } from './context'
import { placeOf } from './place'

interface Props {
  view: RunView
  citations: Citation[]
  open: (citation: Citation) => void
}

/** The sources of an answer, each with its quotation marked in the words around it. */
export function Sources({ view, citations, open }: Props) {
  return (
    <ol className={css.sources} aria-label={ask.sources(citations.length)}>
      {citations.map((c, i) => {
        const { before, quote, after } = quoted(view, c)
        return (
          <li key={`${c.marker}-${i}`}>
            <button type="button" className={css.source} onClick={() => open(c)} title={ask.openSource(c.title, placeOf(c))}>
              <span className={css.sourceHead}>
                <span className={css.cite}>{c.marker}</span>
                <b>{c.title}</b>
                <span className={css.dim}>{placeOf(c)}</span>
              </span>
              <span className={css.sourceText}>{before}<mark>{quote}</mark>{after}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
