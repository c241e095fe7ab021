import type { Document } from '@/bridge'

export type Filter = 'all' | 'ready' | 'attention'
export type Column = 'name' | 'status' | 'pages' | 'pieces' | 'words' | 'changed'

/** Which documents are shown, and in which order. */
export interface View {
  query: string
  filter: Filter
  column: Column
  down: boolean
}

export const firstView: View = { query: '', filter: 'all', column: 'name', down: false }

/** How a document stands, as people see it. */
export type Standing = 'pending' | 'ready' | 'remarks' | 'empty' | 'failed'

/** The warnings of a document, which Go may write as null. */
export const warningsOf = (document: Document) => (document.warnings as Document['warnings'] | null) ?? []

export function standing(document: Document): Standing {
  switch (document.status) {
    case 'ready':
      return warningsOf(document).length > 0 ? 'remarks' : 'ready'
    case 'empty':
    case 'failed':
      return document.status
    default:
      return 'pending'
  }
}

/** Whether a person should look at it: not read, without text, or with remarks. */
export function needsAttention(document: Document): boolean {
  const is = standing(document)
  return is === 'failed' || is === 'empty' || is === 'remarks'
}

/** Whether it waits for a password. */
export const isLocked = (document: Document): boolean => document.status === 'failed' && document.error?.code === 'password'

/** The documents of a view, in its order. */
export function viewOf(documents: readonly Document[], view: View): Document[] {
  const words = view.query.trim().toLowerCase().split(/\s+/).filter((word) => word !== '')
  const shown = documents.filter((document) => {
    if (view.filter === 'ready' && document.status !== 'ready') return false
    if (view.filter === 'attention' && !needsAttention(document)) return false
    const text = `${document.title} ${document.path}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const order = orders[view.column]
  return shown.sort((a, b) => (view.down ? order(b, a) : order(a, b)) || byName(a, b))
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const byName = (a: Document, b: Document) => collator.compare(a.title || a.path, b.title || b.path)
const weight: Record<Standing, number> = { failed: 0, empty: 1, remarks: 2, pending: 3, ready: 4 }

const orders: Record<Column, (a: Document, b: Document) => number> = {
  name: byName,
  status: (a, b) => weight[standing(a)] - weight[standing(b)],
  pages: (a, b) => a.pages - b.pages,
  pieces: (a, b) => a.chunks - b.chunks,
  words: (a, b) => a.words - b.words,
  changed: (a, b) => a.updatedAt.localeCompare(b.updatedAt),
}
