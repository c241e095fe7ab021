import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, onChange, type Flow } from '@/bridge'
import { startAutosave } from '@/stores/autosave'
import { load, unload, useFlow } from '@/stores/flow'
import { inspectNow, startInspection } from '@/stores/inspection'
import { keys, useFlowQuery } from '@/stores/queries'
import { followRuns } from '@/stores/runs'
import { useKinds } from '@/stores/useKinds'
import { resetView } from '@/stores/view'
import { failed } from '@/ui/toast'

/** Takes up what was changed elsewhere, unless there are changes here: then saving says so. */
function useChangesElsewhere(flowId: string): void {
  useEffect(() => onChange(({ topic, id }) => {
    const state = useFlow.getState()
    if (state.id !== flowId) return
    if (topic === 'knowledge' || topic === 'models') void inspectNow().catch(failed)
    if ((topic !== 'flows' || id !== flowId) && topic !== 'workspace') return
    if (state.save !== 'saved') return
    void api.flows.get(flowId).then((flow) => {
      const now = useFlow.getState()
      if (now.id === flowId && now.save === 'saved' && flow.revision > now.revision) load(flow)
    }).catch(() => undefined)
  }), [flowId])
}

/** Opens an assistant with all that belongs to it, and closes it when the screen is left. */
export function useAssistant(flowId: string) {
  const client = useQueryClient()
  const flow = useFlowQuery(flowId)
  const palette = useKinds()
  const ready = flow.data !== undefined && palette.data !== undefined

  useEffect(() => {
    if (!ready) return
    const data = client.getQueryData<Flow>(keys.flow(flowId))
    if (!data) return
    load(data)
    const stops = [startAutosave(), startInspection(failed), followRuns(flowId)]
    return () => {
      for (const stop of stops) stop()
      unload()
      resetView()
      client.removeQueries({ queryKey: keys.flow(flowId) })
    }
    // What is stored is loaded once; later changes come through useChangesElsewhere.
  }, [ready, flowId, client])

  useChangesElsewhere(flowId)

  const retry = () => {
    void flow.refetch()
    void palette.refetch()
  }
  return { error: flow.error ?? palette.error, retry }
}
