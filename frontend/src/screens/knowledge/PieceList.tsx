import { useRef } from 'react'
import type { Piece } from '@/bridge'
import { reader as words } from '@/text/knowledge'
import { useVirtualRows } from '@/viewer/useVirtualRows'
import css from './reader.module.css'

interface Props {
  pieces: readonly Piece[]
  onGo: (piece: Piece) => void
}

/** All pieces of a document, to go to one. */
export function PieceList({ pieces, onGo }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualRows({ count: pieces.length, getScrollElement: () => scroller.current, estimateSize: () => 46, getItemKey: (i) => i, overscan: 6 })
  return (
    <div className={css.pieces} ref={scroller} role="list" aria-label={words.list}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map((item) => {
          const piece = pieces[item.index]
          if (!piece) return null
          return (
            <div key={item.key} role="listitem" className={css.pieceItem} style={{ transform: `translateY(${item.start}px)` }}>
              <button type="button" className={css.pieceButton} title={words.goTo(piece.ordinal + 1)} onClick={() => onGo(piece)}>
                <span className={css.pieceNumber} data-odd={piece.ordinal % 2}>{piece.ordinal + 1}</span>
                <span className={css.pieceText}>
                  <span>{piece.heading || words.goTo(piece.ordinal + 1)}</span>
                  <small>{words.pieceLine(piece.page, piece.words)}</small>
                </span>
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}
