import { useCallback, useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import type { Piece } from '@/bridge'
import { words } from '@/text/viewer'
import { BlockText } from './BlockText'
import { rowAt, type LaidRow } from './layout'
import type { Range } from './segments'
import { ScrollRegion } from './ScrollRegion'
import type { Source } from './useSource'
import { useVirtualRows } from './useVirtualRows'
import css from './text.module.css'

/** What others may ask of the text. */
export interface TextFlowHandle {
  toPage: (page: number) => void
  toOffset: (offset: number, page: number) => void
}

interface Props {
  source: Source
  pieces?: readonly Piece[]
  mark?: Range
  markPage?: number
  /** The page to begin on; the passage is shown when it stands there. */
  openAt?: number
  onPage?: (page: number) => void
  ref?: Ref<TextFlowHandle>
}

const none: readonly Piece[] = []

/** The whole text of a document, drawn only where it is looked at. */
export function TextFlow({ source, pieces = none, mark, markPage = 1, openAt = 1, onPage, ref }: Props) {
  const { rows, text, pages } = source
  const scroller = useRef<HTMLDivElement>(null)
  const seen = useRef(openAt)
  const quietUntil = useRef(Infinity)
  const virtual = useVirtualRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => guess(rows[i]),
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 3,
    onChange: (list) => {
      const item = list.getVirtualItemForOffset((list.scrollOffset ?? 0) + 60)
      const page = item ? rows[item.index]?.page : undefined
      if (page !== undefined && page !== seen.current && performance.now() > quietUntil.current) {
        seen.current = page
        onPage?.(page)
      }
    },
  })

  // A page near the end cannot always come to the top: what was asked for counts, not what stands there.
  const hush = useCallback((page: number) => {
    seen.current = page
    quietUntil.current = performance.now() + 500
  }, [])

  const toOffset = useCallback((offset: number, page: number) => {
    hush(page)
    virtual.scrollToIndex(rowAt(rows, offset, page), { align: 'start' })
  }, [rows, virtual, hush])

  const toPage = useCallback((page: number) => {
    hush(page)
    virtual.scrollToIndex(rows.findIndex((row) => row.page === page && row.opens), { align: 'start' })
  }, [rows, virtual, hush])

  useImperativeHandle(ref, () => ({ toPage, toOffset }), [toPage, toOffset])
  useOpenAt(scroller, mark, markPage, openAt, { toOffset, toPage })

  return (
    <ScrollRegion ref={scroller} className={css.scroller} pieces={pieces.length > 0} label={words.documentText}>
      <div className={css.sheet} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <div key={item.key} data-index={item.index} ref={virtual.measureElement} className={css.row} style={{ transform: `translateY(${item.start}px)` }}>
              {row.opens && pages.length > 1 && <div className={css.pageName}>{words.pageName(row.page, row.pageLabel)}</div>}
              {row.blocks.length === 0 && <p className={css.nothing}>{pages.length > 1 ? words.emptyPage : words.noText}</p>}
              {row.blocks.map((block, i) => (
                <BlockText key={block.start} block={block} text={text} pieces={pieces} mark={mark}
                  after={row.blocks[i - 1]?.end ?? rows[item.index - 1]?.end ?? -1} />
              ))}
            </div>
          )
        })}
      </div>
    </ScrollRegion>
  )
}

/** On opening, scrolls to the passage, or to the page that was looked at before. */
function useOpenAt(scroller: React.RefObject<HTMLDivElement | null>, mark: Range | undefined, markPage: number, openAt: number, to: TextFlowHandle) {
  const [first] = useState({ mark, markPage, openAt, to })
  useEffect(() => {
    const { mark, markPage, openAt, to } = first
    if (!mark || openAt !== markPage) {
      to.toPage(openAt)
      return
    }
    to.toOffset(mark.start, markPage)
    let tries = 0
    let frame = requestAnimationFrame(function centre() {
      scroller.current?.querySelector('[data-passage]')?.scrollIntoView({ block: 'center' })
      // Rows above are measured while they are drawn, which moves the passage: a few frames settle it.
      if (tries++ < 12) frame = requestAnimationFrame(centre)
    })
    return () => cancelAnimationFrame(frame)
  }, [scroller, first])
}

/** A first guess of a row's height; the real one is measured when it is drawn. */
function guess(row: LaidRow | undefined): number {
  if (!row) return 40
  const lines = row.blocks.reduce((sum, block) => sum + Math.ceil((block.end - block.start) / 85), 0)
  return lines * 22 + row.blocks.length * 10 + (row.opens ? 44 : 0)
}
