import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/bridge'
import { keys, useFlowQuery } from '@/stores/queries'
import { followRuns } from '@/stores/runs'
import { useKinds } from '@/stores/useKinds'

/** An assistant that is asked outside its own screen: its graph, what it asks for, and its runs. */
export function useFollowed(flowId: string) {
  useKinds()
  const doc = useFlowQuery(flowId).data
  const inspection = useQuery({
    queryKey: [...keys.flow(flowId), 'inspection', doc?.revision],
    queryFn: doc ? () => api.flows.inspect(doc) : skipToken,
  }).data
  useEffect(() => followRuns(flowId), [flowId])
  return { doc, inspection }
}
