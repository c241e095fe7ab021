import type { Citation } from '@/bridge'
import { ask } from '@/text/ask'

/** Where a quotation stands, for people: "page 4", "row 12". */
export function placeOf(c: Pick<Citation, 'page' | 'pageLabel' | 'row'>): string {
  if (c.row) return ask.row(c.row)
  if (c.pageLabel) return /^\d+$/.test(c.pageLabel) ? ask.page(c.pageLabel) : c.pageLabel
  return c.page > 0 ? ask.page(c.page) : ''
}
