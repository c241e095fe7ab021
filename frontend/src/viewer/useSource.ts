import { useMemo } from 'react'
import { useReader } from '@/stores/queries'
import { layout, type LaidRow } from './layout'
import { points, type Points } from './points'
import type { Page, ReaderView } from '@/bridge'

/** A document made ready to be drawn. */
export interface Source {
  view: ReaderView
  text: Points
  rows: LaidRow[]
  pages: Page[]
}

/** Reads a document and lays it out once. */
export function useSource(documentId: string) {
  const query = useReader(documentId)
  const view = query.data
  const source = useMemo(() => (view ? prepare(view) : undefined), [view])
  return { source, error: query.error, loading: query.isPending, retry: () => void query.refetch() }
}

/** Lays a document out. A document without pages counts as one page. */
export function prepare(view: ReaderView): Source {
  const text = points(view.text)
  const blocks = (view.blocks as ReaderView['blocks'] | null) ?? []
  const given = (view.pages as ReaderView['pages'] | null) ?? []
  const pages = given.length > 0 ? given : [{ number: 1, start: 0, end: text.length }]
  return { view, text, pages, rows: layout(text, pages, blocks) }
}

/** The place of a page in the list, or of the nearest there is. */
export function pageIndex(pages: readonly Page[], number: number): number {
  const at = pages.findIndex((page) => page.number === number)
  return at >= 0 ? at : 0
}
