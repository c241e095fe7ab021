import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Citation } from '@/bridge'
import { useRunStore } from '@/stores/runs'
import { ask } from '@/text/ask'
import css from './ask.module.css'
import { Turn } from './Turn'

const SourceViewer = lazy(() => import('@/viewer/SourceViewer').then((m) => ({ default: m.SourceViewer })))

interface Props {
  results: ReadonlySet<string>
  again?: (inputs: Record<string, string>) => void
  show?: (node: string) => void
  /** What stands there before the first question. */
  empty: ReactNode
}

/** Stays at the end while an answer is written, unless the person scrolled up. */
function useStick(signal: unknown) {
  const box = useRef<HTMLDivElement>(null)
  const stuck = useRef(true)
  useEffect(() => {
    const el = box.current
    if (el && stuck.current) el.scrollTop = el.scrollHeight
  }, [signal])
  const onScroll = () => {
    const el = box.current
    if (el) stuck.current = el.scrollHeight - el.scrollTop - el.clientHeight < 48
  }
  return { box, onScroll }
}

/** The questions of this sitting with their answers, and the viewer of their sources. */
export function Conversation({ results, again, show, empty }: Props) {
  const turns = useRunStore((s) => s.turns)
  const views = useRunStore((s) => s.views)
  const [citation, setCitation] = useState<Citation | null>(null)
  const shown = useMemo(() => turns.flatMap((id) => views[id] ?? []), [turns, views])
  const { box, onScroll } = useStick(shown)
  return (
    <div ref={box} className={css.conversation} onScroll={onScroll} role="log" aria-label={ask.conversation}>
      {shown.length === 0 ? empty : shown.map((v) => <Turn key={v.id} view={v} results={results} open={setCitation} again={again} show={show} />)}
      {citation && (
        <Suspense>
          <SourceViewer documentId={citation.document} start={citation.start} end={citation.end} page={citation.page} onClose={() => setCitation(null)} />
        </Suspense>
      )}
    </div>
  )
}
