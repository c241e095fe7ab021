import { Button, Checkbox, Skeleton, VisuallyHidden } from '@mantine/core'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef } from 'react'
import type { Document } from '@/bridge'
import { table as words } from '@/text/knowledge'
import { useVirtualRows } from '@/viewer/useVirtualRows'
import { DocumentRow } from './DocumentRow'
import { firstView, needsAttention, type Column } from './documentView'
import type { useDocumentList } from './useDocumentList'
import css from './documents.module.css'

interface Props {
  list: ReturnType<typeof useDocumentList>
  baseId: string
  loading: boolean
  onUnlock: (document: Document) => void
  onRemove: (document: Document) => void
}

const columns: Column[] = ['name', 'status', 'pages', 'pieces', 'words', 'changed']
const numeric = new Set<Column>(['pages', 'pieces', 'words'])

/** The documents as a table that draws only the rows in sight. */
export function DocumentTable({ list, baseId, loading, onUnlock, onRemove }: Props) {
  const { shown, view, setView } = list
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualRows({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (shown[i] && needsAttention(shown[i]) ? 82 : 57),
    getItemKey: (i) => shown[i]?.id ?? i,
    overscan: 6,
  })
  return (
    <div className={css.tableBox}>
      <div ref={scroller} className={css.table} role="table" aria-label={words.label} aria-rowcount={shown.length + 1}>
        <Head list={list} />
        <div role="rowgroup">
          {loading && [0, 1, 2, 3, 4].map((i) => <div key={i} className={css.waitRow}><Skeleton height={14} width={`${46 - i * 4}%`} /><Skeleton height={10} width="30%" mt={8} /></div>)}
          {!loading && shown.length === 0 && (
            <div className={css.none}>
              {words.noneFit}
              <Button variant="subtle" onClick={() => setView({ ...firstView, column: view.column, down: view.down })}>{words.clear}</Button>
            </div>
          )}
          <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
            {rows.getVirtualItems().map((item) => {
              const document = shown[item.index]
              if (!document) return null
              return (
                <DocumentRow key={item.key} measure={rows.measureElement} index={item.index} top={item.start} document={document} baseId={baseId}
                  selected={list.picked.has(document.id)} onSelect={list.pick} onUnlock={onUnlock} onRemove={onRemove} />
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
}

function Head({ list }: { list: Props['list'] }) {
  const { shown, selected, view, setView, pickAll } = list
  const all = shown.length > 0 && selected.length === shown.length
  const sort = (column: Column) => setView({ ...view, column, down: view.column === column ? !view.down : numeric.has(column) || column === 'changed' })
  return (
    <div role="rowgroup" className={css.head}>
      <div className={css.row} role="row" aria-rowindex={1}>
        <span role="columnheader" className={css.check}>
          <Checkbox size="xs" aria-label={words.selectAll} checked={all} indeterminate={selected.length > 0 && !all} disabled={shown.length === 0}
            onChange={(event) => pickAll(event.currentTarget.checked)} />
        </span>
        {columns.map((column) => {
          const on = view.column === column
          const Arrow = view.down ? ArrowDown : ArrowUp
          return (
            <span key={column} role="columnheader" data-numeric={numeric.has(column)} aria-sort={on ? (view.down ? 'descending' : 'ascending') : 'none'}>
              <button type="button" className={css.sort} onClick={() => sort(column)} title={words.sortBy(words[column])}>
                {words[column]}
                <Arrow size={13} aria-hidden data-on={on} />
              </button>
            </span>
          )
        })}
        <span role="columnheader"><VisuallyHidden>{words.actionsHead}</VisuallyHidden></span>
      </div>
    </div>
  )
}
