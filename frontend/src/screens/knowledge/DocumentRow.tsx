import { memo } from 'react'
import type { Document } from '@/bridge'
import { path } from '@/stores/route'
import { ago, number } from '@/text/format'
import { status as statusWords, table as words } from '@/text/knowledge'
import { placeOf } from '@/viewer/place'
import { DocumentNotes } from './DocumentNotes'
import { standing, type Standing } from './documentView'
import { FormatIcon } from './FormatIcon'
import { RowMenu } from './RowMenu'
import chips from './chips.module.css'
import css from './documents.module.css'

interface Props {
  document: Document
  baseId: string
  index: number
  top: number
  measure: (row: HTMLDivElement | null) => void
  selected: boolean
  onSelect: (id: string, on: boolean, range: boolean) => void
  onUnlock: (document: Document) => void
  onRemove: (document: Document) => void
}

const kinds: Record<Standing, string | undefined> = { pending: undefined, ready: 'good', remarks: 'warn', empty: 'warn', failed: 'bad' }

/** One document of the table, with its remarks and its failure below its name. */
export const DocumentRow = memo(function DocumentRow({ document, baseId, index, top, measure, selected, onSelect, onUnlock, onRemove }: Props) {
  const is = standing(document)
  const readable = is === 'ready' || is === 'remarks'
  return (
    <div ref={measure} data-index={index} role="row" aria-rowindex={index + 2} aria-selected={selected} className={css.row} data-body style={{ transform: `translateY(${top}px)` }}>
      <span role="cell" className={css.check}>
        <input type="checkbox" className={css.tick} aria-label={words.select(document.title)} checked={selected}
          onChange={(event) => onSelect(document.id, event.currentTarget.checked, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)} />
      </span>
      <span role="cell" className={css.nameCell}>
        <FormatIcon format={document.format} path={document.path} />
        <span className={css.nameText}>
          <a className={css.docTitle} href={'#' + path.knowledge(baseId, document.id)} title={document.title}>{document.title || document.path}</a>
          <span className={css.docPath} title={placeOf(document.path)}>{placeOf(document.path)}</span>
          <DocumentNotes document={document} onUnlock={onUnlock} />
        </span>
      </span>
      <span role="cell"><span className={chips.chip} data-kind={kinds[is]}>{statusWords[is]}</span></span>
      <span role="cell" data-numeric>{readable ? number(document.pages) : '–'}</span>
      <span role="cell" data-numeric>{readable ? number(document.chunks) : '–'}</span>
      <span role="cell" data-numeric>{readable ? number(document.words) : '–'}</span>
      <span role="cell" className={css.dim}>{ago(document.updatedAt)}</span>
      <span role="cell">
        <RowMenu document={document} onUnlock={onUnlock} onRemove={onRemove} />
      </span>
    </div>
  )
})
