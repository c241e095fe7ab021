import type { Document } from '@/bridge'

/** A read document for tests. */
export function document(change: Partial<Document> = {}): Document {
  return {
    id: 'doc_1', knowledgeId: 'kb_1', path: 'policies/Leave.pdf', title: 'Annual leave policy', format: 'pdf', hash: 'ab', size: 48_000,
    status: 'ready', pages: 6, chunks: 24, words: 3100, warnings: [], addedAt: '2026-11-20T10:00:00Z', updatedAt: '2026-11-20T10:00:00Z', ...change,
  }
}
