import { UnstyledButton } from '@mantine/core'
import type { Document, Warning } from '@/bridge'
import { table as words } from '@/text/knowledge'
import { isLocked, warningsOf } from './documentView'
import { readAgain } from './RowMenu'
import css from './documents.module.css'

/** Remarks shown in the table; the reader shows all. */
const shownRemarks = 2

/** What to know about how a document was read: its failure with the repair, or its remarks. */
export function DocumentNotes({ document, onUnlock }: { document: Document; onUnlock: (document: Document) => void }) {
  const { error } = document
  if (error) {
    return (
      <span className={css.note} data-bad>
        {error.message} {!isLocked(document) && error.hint}{' '}
        <UnstyledButton className={css.repair} onClick={() => (isLocked(document) ? onUnlock(document) : readAgain(document))}>
          {isLocked(document) ? words.enterPassword : words.tryAgain}
        </UnstyledButton>
      </span>
    )
  }
  const warnings = warningsOf(document)
  if (warnings.length === 0) return null
  const rest = warnings.length - shownRemarks
  return (
    <>
      {warnings.slice(0, shownRemarks).map((warning, i) => <span key={i} className={css.note}>{remark(warning)}</span>)}
      {rest > 0 && <span className={css.note}>{words.moreWarnings(rest)}</span>}
    </>
  )
}

/** A remark with its page. */
export const remark = ({ page, message }: Warning): string => (page ? words.onPage(page, message) : message)
