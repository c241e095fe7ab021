import type { ReactNode } from 'react'
import type { Piece } from '@/bridge'
import { words } from '@/text/viewer'
import type { LaidBlock } from './layout'
import type { Points } from './points'
import { segments, type Range, type Segment } from './segments'
import css from './text.module.css'

interface Props {
  block: LaidBlock
  /** Where the text before this block ended, to know which pieces begin here. */
  after: number
  text: Points
  pieces: readonly Piece[]
  mark: Range | undefined
}

const bulleted = /^\s*(?:[-*•–·◦▪]|\d+[.)]|\(?[a-z][.)])\s/i

/** One block of a document with its pieces tinted and the passage marked. */
export function BlockText({ block, after, text, pieces, mark }: Props) {
  const own = text.slice(block.start, block.end)
  const cut = segments(block.start, block.end, pieces)
  const content = cut.map((segment, i) => {
    const before = i === 0 ? after : segment.start
    return <Tinted key={segment.start} segment={segment} before={before} text={text} pieces={pieces} mark={mark} />
  })
  switch (block.look) {
    case 'heading':
      return <div role="heading" aria-level={Math.min(6, block.level + 1)} className={css.heading} data-level={Math.min(4, block.level)}>{content}</div>
    case 'list':
      return <div className={bulleted.test(own) ? css.listed : css.list}>{content}</div>
    case 'row':
      return <div className={css.tableRow}>{content}</div>
    case 'code':
      return <pre className={css.code}>{content}</pre>
    case 'note':
      return <div className={css.note}>{content}</div>
    default:
      return <p className={css.paragraph}>{content}</p>
  }
}

interface TintedProps {
  segment: Segment
  before: number
  text: Points
  pieces: readonly Piece[]
  mark: Range | undefined
}

function Tinted({ segment, before, text, pieces, mark }: TintedProps) {
  const inside = segments(segment.start, segment.end, mark ? [mark] : []).map((part) => {
    const words = text.slice(part.start, part.end)
    return part.over.length > 0 ? <mark key={part.start} data-passage>{words}</mark> : words
  })
  if (segment.over.length === 0) return <>{inside}</>
  const over = segment.over.map((i) => pieces[i]).filter((p): p is Piece => p !== undefined)
  const begins = over.filter((piece) => piece.start <= segment.start && (piece.start > before || piece.start === segment.start))
  return (
    <span className={css.piece} data-tint={tint(over)} title={nameOf(over)}>
      {begins.map((piece) => <PieceNumber key={piece.ordinal} piece={piece} />)}
      {inside}
    </span>
  )
}

function PieceNumber({ piece }: { piece: Piece }): ReactNode {
  return <span className={css.number} data-odd={piece.ordinal % 2} aria-label={words.piece(piece.ordinal + 1)}>{piece.ordinal + 1}</span>
}

function tint(over: readonly Piece[]): string {
  if (over.length > 1) return 'both'
  return (over[0]?.ordinal ?? 0) % 2 === 0 ? 'even' : 'odd'
}

function nameOf(over: readonly Piece[]): string {
  const [first, second] = over
  if (!first) return ''
  return second ? words.shared(first.ordinal + 1, second.ordinal + 1) : words.pieceFacts(first.ordinal + 1, first.words)
}
