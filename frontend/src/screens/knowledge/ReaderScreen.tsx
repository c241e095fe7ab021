import { Button, Skeleton } from '@mantine/core'
import { ChevronLeft, FileWarning, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Document, KnowledgeBase, Piece } from '@/bridge'
import { useKnowledgeBase } from '@/stores/queries'
import { path } from '@/stores/route'
import { reader as words, table, words as listWords } from '@/text/knowledge'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { PageBar } from '@/viewer/PageBar'
import { PagePicture } from '@/viewer/PagePicture'
import { placeOf } from '@/viewer/place'
import { TextFlow } from '@/viewer/TextFlow'
import { useSource, type Source } from '@/viewer/useSource'
import { useViewer } from '@/viewer/useViewer'
import { CuttingPanel } from './CuttingPanel'
import { remark } from './DocumentNotes'
import { readAgain } from './RowMenu'
import { isLocked, warningsOf } from './documentView'
import { PasswordDialog } from './PasswordDialog'
import { PieceList } from './PieceList'
import { usePiecePreview } from './usePiecePreview'
import base from './base.module.css'
import css from './reader.module.css'

/** One document as it was read, with its pieces marked. */
export function ReaderScreen({ baseId, documentId }: { baseId: string; documentId: string }) {
  const { source, error: unread, loading, retry } = useSource(documentId)
  const { data: knowledge, error: unknown } = useKnowledgeBase(baseId)
  const error = unread ?? unknown
  const document = source?.view.document
  const title = (
    <span className={base.title}>
      <a className={base.back} href={'#' + path.knowledge(baseId)} aria-label={knowledge?.name ?? listWords.back}><ChevronLeft size={18} /></a>
      <span className={base.name} title={document?.title}>{document?.title ?? <Skeleton width={260} height={20} component="span" display="block" />}</span>
    </span>
  )
  const subtitle = document ? `${placeOf(document.path)} · ${words.facts(document.pages, document.chunks, document.words)}` : ' '
  return (
    <Screen full title={title} subtitle={<span className={css.subtitle} title={subtitle}>{subtitle}</span>}>
      {error && <div className={css.pad}><ErrorNote error={error} retry={retry} /></div>}
      {loading && <div className={css.pad}>{[90, 96, 84, 92, 50].map((width, i) => <Skeleton key={i} height={14} width={`${width}%`} maw={700} mb={14} />)}</div>}
      {document && (document.status === 'failed' || document.status === 'empty') && <Unread document={document} />}
      {source && knowledge && document?.status !== 'failed' && document?.status !== 'empty' && <Reading source={source} knowledge={knowledge} />}
    </Screen>
  )
}

const none: readonly Piece[] = []

function Reading({ source, knowledge }: { source: Source; knowledge: KnowledgeBase }) {
  const { document } = source.view
  const stored = (source.view.pieces as Piece[] | null) ?? none
  const preview = usePiecePreview(document.id, knowledge.chunking, stored)
  const { page, setPage, turnTo, face, setFace, zoom, setZoom, flow, setFlow, onKey } = useViewer(source, source.pages[0]?.number ?? 1, 'text')
  const [chosen, setChosen] = useState<Piece>()
  const go = (piece: Piece) => {
    setChosen(piece)
    if (face === 'text') flow?.toOffset(piece.start, piece.page)
    else turnTo(piece.page)
  }
  return (
    // Keys that bubble up from whatever holds the focus inside.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={css.reader} onKeyDown={onKey}>
      <div className={css.main}>
        <Remarks document={document} />
        <PageBar pages={source.pages} page={page} onPage={turnTo} face={face} onFace={source.view.pictures ? setFace : undefined} zoom={zoom} onZoom={setZoom} />
        {face === 'picture' ? (
          <PagePicture documentId={document.id} title={document.title} page={page} mark={chosen} cited={chosen?.page === page} zoom={zoom} onText={() => setFace('text')} />
        ) : (
          <TextFlow ref={setFlow} source={source} pieces={preview.pieces} openAt={page} onPage={setPage} />
        )}
      </div>
      <aside className={css.panel} aria-label={words.panel}>
        <h2>{words.panel}</h2>
        <p className={css.help}>{words.panelHelp}</p>
        <CuttingPanel base={knowledge} stored={stored} preview={preview} />
        <h3>{words.list}</h3>
        <PieceList pieces={preview.pieces} onGo={go} />
      </aside>
    </div>
  )
}

function Remarks({ document }: { document: Document }) {
  const warnings = warningsOf(document)
  if (warnings.length === 0) return null
  return (
    <details className={css.remarks} open={warnings.length <= 2}>
      <summary><TriangleAlert size={15} aria-hidden />{words.remarks} ({warnings.length})</summary>
      <ul>{warnings.map((warning, i) => <li key={i}>{remark(warning)}</li>)}</ul>
    </details>
  )
}

/** A document that could not be read, or that holds no text. */
function Unread({ document }: { document: Document }) {
  const [unlocking, setUnlocking] = useState(false)
  const locked = isLocked(document)
  const reasons = document.error ? [document.error.message, document.error.hint ?? ''] : warningsOf(document).map(remark)
  const action = (
    <Button variant="filled" onClick={() => (locked ? setUnlocking(true) : readAgain(document))}>{locked ? table.enterPassword : table.tryAgain}</Button>
  )
  return (
    <>
      <EmptyState picture={<FileWarning size={28} />} title={words.notRead} action={action}>{reasons.filter((reason) => reason !== '').join(' ')}</EmptyState>
      {unlocking && <PasswordDialog document={document} others={[]} onClose={() => setUnlocking(false)} />}
    </>
  )
}
