import { ActionIcon, Button, Drawer, Skeleton, Tooltip } from '@mantine/core'
import { Copy, LocateFixed, X } from 'lucide-react'
import { useMemo } from 'react'
import { navigate, path } from '@/stores/route'
import { words } from '@/text/viewer'
import { ErrorNote } from '@/ui/ErrorNote'
import { done, failed } from '@/ui/toast'
import { AppError } from '@/bridge'
import { copyText } from './copy'
import { PageBar } from './PageBar'
import { PagePicture } from './PagePicture'
import { placeOf } from './place'
import type { Range } from './segments'
import { TextFlow } from './TextFlow'
import { pageIndex, useSource, type Source } from './useSource'
import { useViewer } from './useViewer'
import css from './viewer.module.css'

export interface SourceViewerProps {
  documentId: string
  /** The passage, [start, end) in code points of the document's text. */
  start: number
  end: number
  page: number
  onClose: () => void
}

/** Shows the page of a source with the passage marked, over the screen. */
export function SourceViewer({ documentId, start, end, page, onClose }: SourceViewerProps) {
  return (
    <Drawer.Root opened onClose={onClose} position="right" size="min(820px, 94vw)" padding={0} classNames={{ content: css.drawer }}>
      <Drawer.Overlay backgroundOpacity={0.3} />
      <Drawer.Content aria-label={words.region}>
        {/* Another passage starts afresh on its own page. */}
        <Body key={`${documentId} ${start} ${page}`} documentId={documentId} start={start} end={end} page={page} onClose={onClose} />
      </Drawer.Content>
    </Drawer.Root>
  )
}

function Body({ documentId, start, end, page: cited, onClose }: SourceViewerProps) {
  const { source, error, loading, retry } = useSource(documentId)
  const { page, setPage, turnTo, face, setFace, zoom, setZoom, flow, setFlow, onKey } = useViewer(source, cited, 'picture')
  const mark = useMemo<Range | undefined>(() => (end > start ? { start, end } : undefined), [start, end])
  const back = () => {
    setPage(cited)
    flow?.toOffset(start, cited)
  }
  return (
    // Keys that bubble up from whatever holds the focus inside the drawer.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={css.body} onKeyDown={onKey}>
      <Head source={source} documentId={documentId} page={page} mark={mark} onClose={onClose} />
      {error && <div className={css.pad}><ErrorNote error={error} retry={retry} /></div>}
      {loading && <Waiting />}
      {source && (
        <>
          <PageBar pages={source.pages} page={page} onPage={turnTo} face={face}
            onFace={source.view.pictures ? setFace : undefined} zoom={zoom} onZoom={setZoom}>
            {mark && page !== cited && (
              <Button variant="subtle" leftSection={<LocateFixed size={15} />} onClick={back}>{words.toPassage}</Button>
            )}
          </PageBar>
          {face === 'picture' ? (
            <PagePicture documentId={documentId} title={source.view.document.title} page={page} mark={mark} cited={page === cited}
              zoom={zoom} onText={() => setFace('text')} />
          ) : (
            <TextFlow ref={setFlow} source={source} mark={mark} markPage={cited} openAt={page} onPage={setPage} />
          )}
        </>
      )}
    </div>
  )
}

interface HeadProps {
  source: Source | undefined
  documentId: string
  page: number
  mark: Range | undefined
  onClose: () => void
}

function Head({ source, documentId, page, mark, onClose }: HeadProps) {
  const document = source?.view.document
  const copy = async () => {
    if (!source || !mark) return
    const at = source.pages[pageIndex(source.pages, page)]
    const place = source.pages.length > 1 && at ? `, ${words.pageName(at.number, at.label ?? '').toLowerCase()}` : ''
    const quote = source.text.slice(mark.start, mark.end).trim().replace(/\s+/g, ' ')
    if (await copyText(`“${quote}” — ${source.view.document.title}${place}`)) done(words.copied)
    else failed(new AppError('unavailable', words.copyFailed))
  }
  const open = () => {
    if (!document) return
    onClose()
    navigate(path.knowledge(document.knowledgeId, documentId))
  }
  return (
    <header className={css.head}>
      <div className={css.titles}>
        <h2 title={document?.title}>{document?.title ?? <Skeleton width={220} height={18} />}</h2>
        <div className={css.path} title={document && placeOf(document.path)}>{document ? placeOf(document.path) : <Skeleton width={320} height={12} mt={6} />}</div>
      </div>
      {mark && source && <Button leftSection={<Copy size={15} />} onClick={() => void copy()}>{words.copyQuote}</Button>}
      {document && <Button onClick={open}>{words.openDocument}</Button>}
      <Tooltip label={words.close}>
        <ActionIcon aria-label={words.close} onClick={onClose} data-autofocus><X size={18} /></ActionIcon>
      </Tooltip>
    </header>
  )
}

function Waiting() {
  return (
    <div className={css.pad} role="status" aria-label={words.documentText}>
      {[96, 100, 88, 94, 60].map((width, i) => <Skeleton key={i} height={14} width={`${width}%`} mb={12} />)}
    </div>
  )
}
