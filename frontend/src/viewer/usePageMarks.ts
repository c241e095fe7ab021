import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '@/bridge'
import { keys } from '@/stores/queries'
import type { Range } from './segments'

/** Where a passage stands on the picture of a page. */
export function usePageMarks(documentId: string, page: number, mark: Range | undefined, enabled: boolean) {
  const { start, end } = mark ?? { start: 0, end: 0 }
  return useQuery({
    queryKey: [...keys.reader(documentId), 'marks', page, start, end],
    queryFn: () => api.knowledge.marks(documentId, page, start, end),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled,
  })
}
