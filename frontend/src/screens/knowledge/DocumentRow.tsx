import { ActionIcon, Checkbox, Menu } from '@mantine/core'
import { BookOpenText, Ellipsis, KeyRound, RotateCw, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { api, type Document } from '@/bridge'
import { path } from '@/stores/route'
import { ago, number } from '@/text/format'
import { status as statusWords, table as words } from '@/text/knowledge'
import { failed } from '@/ui/toast'
import { placeOf } from '@/viewer/place'
import { DocumentNotes } from './DocumentNotes'
import { isLocked, standing, type Standing } from './documentView'
import { FormatIcon } from './FormatIcon'
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

/** Reads a document again from where it came. */
export const readAgain = (document: Document): void => void api.knowledge.retry(document.id, '').catch(failed)

/** One document of the table, with its remarks and its failure below its name. */
export const DocumentRow = memo(function DocumentRow({ document, baseId, index, top, measure, selected, onSelect, onUnlock, onRemove }: Props) {
  const is = standing(document)
  const readable = is === 'ready' || is === 'remarks'
  return (
    <div ref={measure} data-index={index} role="row" aria-rowindex={index + 2} aria-selected={selected} className={css.row} data-body style={{ transform: `translateY(${top}px)` }}>
      <span role="cell" className={css.check}>
        <Checkbox size="xs" aria-label={words.select(document.title)} checked={selected}
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
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={words.actions(document.title)}><Ellipsis size={16} /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component="a" href={'#' + path.knowledge(baseId, document.id)} leftSection={<BookOpenText size={15} />}>{words.open}</Menu.Item>
            {isLocked(document) && <Menu.Item leftSection={<KeyRound size={15} />} onClick={() => onUnlock(document)}>{words.enterPassword}</Menu.Item>}
            {!isLocked(document) && <Menu.Item leftSection={<RotateCw size={15} />} onClick={() => readAgain(document)}>{words.again}</Menu.Item>}
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => onRemove(document)}>{words.remove}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  )
})
