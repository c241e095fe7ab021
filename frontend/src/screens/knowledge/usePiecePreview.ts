import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type ChunkSettings, type Piece } from '@/bridge'
import { keys } from '@/stores/queries'

/** How long the sliders must rest before the document is cut again. */
const rest = 200

/** Cutting a document with other settings, to see what they do. */
export function usePiecePreview(documentId: string, current: ChunkSettings, pieces: readonly Piece[]) {
  const [chunking, setChunking] = useState<ChunkSettings>()
  const [settled] = useDebouncedValue(chunking, rest)
  const differs = (c: ChunkSettings | undefined): c is ChunkSettings =>
    c !== undefined && (c.words !== current.words || c.overlap !== current.overlap)
  const query = useQuery({
    queryKey: [...keys.reader(documentId), 'pieces', settled?.words, settled?.overlap],
    queryFn: () => api.knowledge.previewPieces(documentId, settled ?? current),
    enabled: differs(settled),
    placeholderData: keepPreviousData,
  })
  const trying = differs(chunking)
  return {
    chunking: chunking ?? current,
    setChunking,
    reset: () => setChunking(undefined),
    trying,
    pieces: trying ? (query.data ?? pieces) : pieces,
    busy: trying && (query.isFetching || settled !== chunking),
    error: trying ? query.error : null,
  }
}
