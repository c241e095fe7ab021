import { useCallback } from 'react'
import { asAppError } from '@/bridge'
import { showFailedStart, startRun, stopRun, useRunStore } from '@/stores/runs'
import { failed } from '@/ui/toast'

/** Starting and stopping runs of the assistant that is followed. */
export function useAsk() {
  const running = useRunStore((s) => {
    const last = s.turns.at(-1)
    return last !== undefined && s.views[last]?.status === 'running' ? last : ''
  })
  const starting = useRunStore((s) => s.starting)
  const run = useCallback((inputs: Record<string, string>) => {
    startRun(inputs).catch((cause: unknown) => showFailedStart(inputs, asAppError(cause)))
  }, [])
  const stop = useCallback(() => {
    if (running !== '') stopRun(running).catch(failed)
  }, [running])
  return { running: running !== '' || starting, run, stop }
}
