import type { Block, Page } from '@/bridge'
import type { Points } from './points'

/** What a stretch of text looks like on screen. */
export type BlockLook = 'heading' | 'paragraph' | 'list' | 'row' | 'code' | 'note'

/** A block of text as it is drawn, [start, end) in code points. */
export interface LaidBlock {
  look: BlockLook
  level: number
  start: number
  end: number
}

/** One line of the scrolled list: some blocks of one page, small enough to draw at once. */
export interface LaidRow {
  key: string
  page: number
  pageLabel: string
  /** True for the first row of a page, which carries its name. */
  opens: boolean
  start: number
  end: number
  blocks: LaidBlock[]
}

/** Most code points in one row, so that a page of a megabyte is still drawn in parts. */
const ROW_POINTS = 1800

/** Parts a document into rows: pages first, then blocks, with the text between blocks kept. */
export function layout(text: Points, pages: readonly Page[], blocks: readonly Block[]): LaidRow[] {
  const whole: Page[] = pages.length > 0 ? [...pages] : [{ number: 1, start: 0, end: text.length }]
  const rows: LaidRow[] = []
  let next = 0
  for (const page of whole) {
    const laid: LaidBlock[] = []
    let at = page.start
    while (next < blocks.length) {
      const block = blocks[next]
      if (!block || block.start >= page.end) break
      next++
      if (block.end <= at) continue
      const start = Math.max(block.start, at)
      gap(text, at, start, laid)
      const end = Math.min(block.end, page.end)
      laid.push(...parts({ look: lookOf(block.kind), level: block.level ?? 0, start, end }))
      at = end
    }
    gap(text, at, page.end, laid)
    rows.push(...rowsOf(page, laid))
  }
  return rows
}

/** The index of the row that holds the code point at offset, or of the first row of the page. */
export function rowAt(rows: readonly LaidRow[], offset: number, page: number): number {
  const exact = rows.findIndex((row) => offset >= row.start && offset < row.end)
  if (exact >= 0) return exact
  return Math.max(0, rows.findIndex((row) => row.page === page))
}

function rowsOf(page: Page, laid: readonly LaidBlock[]): LaidRow[] {
  const label = page.label ?? ''
  const rows: LaidRow[] = []
  let current: LaidRow | undefined
  for (const block of laid) {
    if (!current || block.end - current.start > ROW_POINTS) {
      current = { key: `${page.number}-${block.start}`, page: page.number, pageLabel: label, opens: rows.length === 0,
        start: block.start, end: block.end, blocks: [] }
      rows.push(current)
    }
    current.blocks.push(block)
    current.end = block.end
  }
  if (rows.length === 0) {
    rows.push({ key: `${page.number}-${page.start}`, page: page.number, pageLabel: label, opens: true,
      start: page.start, end: page.end, blocks: [] })
  }
  return rows
}

/** Text that no block covers is shown as paragraphs, so that nothing that was read is hidden. */
function gap(text: Points, start: number, end: number, into: LaidBlock[]): void {
  if (end <= start) return
  let at = start
  for (const line of text.slice(start, end).split(/(\n+)/)) {
    const size = Array.from(line).length
    if (line.trim() !== '') into.push(...parts({ look: 'paragraph', level: 0, start: at, end: at + size }))
    at += size
  }
}

function parts(block: LaidBlock): LaidBlock[] {
  const out: LaidBlock[] = []
  for (let at = block.start; at < block.end; at += ROW_POINTS) {
    out.push({ ...block, start: at, end: Math.min(block.end, at + ROW_POINTS) })
  }
  return out
}

function lookOf(kind: string): BlockLook {
  switch (kind) {
    case 'heading':
    case 'code':
    case 'note':
      return kind
    case 'list_item':
      return 'list'
    case 'table_row':
      return 'row'
    default:
      return 'paragraph'
  }
}
